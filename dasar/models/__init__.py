from dasar.models.berkas import Berkas
from dasar.models.ekspor import Ekspor, IsiEkspor, Tujuan
from dasar.models.jejak import Jejak, SegelJejak
from dasar.models.pekerjaan import Pekerjaan

__all__ = ["Berkas", "Ekspor", "IsiEkspor", "Jejak", "Pekerjaan", "SegelJejak", "Tujuan"]
