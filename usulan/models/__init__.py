from usulan.models.impor import BarisImpor, Impor
from usulan.models.koreksi import Koreksi
from usulan.models.musyawarah import DokumenMusyawarah, Musyawarah
from usulan.models.pendaftaran import AnggotaPendaftaran, Pendaftaran
from usulan.models.rujukan import Jadwal, KodeAlasan
from usulan.models.usulan import Survei, Usulan, UsulanTerhitung

__all__ = [
    "AnggotaPendaftaran",
    "BarisImpor",
    "DokumenMusyawarah",
    "Impor",
    "Jadwal",
    "KodeAlasan",
    "Koreksi",
    "Musyawarah",
    "Pendaftaran",
    "Survei",
    "Usulan",
    "UsulanTerhitung",
]
