from akun.models.pengguna import Pengguna  # isort: skip  (the first: AUTH_USER_MODEL of the others)
from akun.models.draf import Draf
from akun.models.idempotensi import KunciIdempotensi
from akun.models.izin import IzinWilayahGrup, IzinWilayahPengguna
from akun.models.kelayakan import JenisHalangan, Pengecualian, SdmKesos, TemuanKelayakan
from akun.models.pemberitahuan import Pemberitahuan, Saluran
from akun.models.penugasan import Penugasan
from akun.models.perangkat import KodePemulihan, PerangkatKode, SetelUlangKode, TautanSandi
from akun.models.sesi import Sesi
from akun.models.token import TokenApi
from akun.models.undangan import Pakta, PemberitahuanMasa, Undangan
from akun.models.warga import KodeSekali, Kontak, Pendaftaran

__all__ = [
    "Draf",
    "IzinWilayahGrup",
    "IzinWilayahPengguna",
    "JenisHalangan",
    "KunciIdempotensi",
    "KodePemulihan",
    "KodeSekali",
    "Kontak",
    "Pakta",
    "Pemberitahuan",
    "PemberitahuanMasa",
    "Pengecualian",
    "Pengguna",
    "Pendaftaran",
    "Penugasan",
    "PerangkatKode",
    "Saluran",
    "SdmKesos",
    "Sesi",
    "SetelUlangKode",
    "TautanSandi",
    "TemuanKelayakan",
    "TokenApi",
    "Undangan",
]
