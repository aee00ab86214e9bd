from usulan.models.impor import BarisImpor, Impor
from usulan.models.musyawarah import DokumenMusyawarah, Musyawarah
from usulan.models.rujukan import Jadwal, KodeAlasan
from usulan.models.usulan import Survei, Usulan

__all__ = [
    "BarisImpor",
    "DokumenMusyawarah",
    "Impor",
    "Jadwal",
    "KodeAlasan",
    "Musyawarah",
    "Survei",
    "Usulan",
]
