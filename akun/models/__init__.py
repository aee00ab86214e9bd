from akun.models.pengguna import Pengguna  # isort: skip  (the first: AUTH_USER_MODEL of the others)
from akun.models.draf import Draf
from akun.models.idempotensi import KunciIdempotensi
from akun.models.izin import IzinWilayahGrup, IzinWilayahPengguna
from akun.models.kelayakan import JenisHalangan, Pengecualian, SdmKesos, TemuanKelayakan
from akun.models.penugasan import Penugasan
from akun.models.perangkat import KodePemulihan, PerangkatKode, TautanSandi
from akun.models.sesi import Sesi
from akun.models.token import TokenApi
from akun.models.undangan import Pakta, PemberitahuanMasa, Undangan

__all__ = [
    "Draf",
    "IzinWilayahGrup",
    "IzinWilayahPengguna",
    "JenisHalangan",
    "KunciIdempotensi",
    "KodePemulihan",
    "Pakta",
    "PemberitahuanMasa",
    "Pengecualian",
    "Pengguna",
    "Penugasan",
    "PerangkatKode",
    "SdmKesos",
    "Sesi",
    "TautanSandi",
    "TemuanKelayakan",
    "TokenApi",
    "Undangan",
]
