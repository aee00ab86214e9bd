from dasar.models.berkas import Berkas
from dasar.models.jejak import Jejak, SegelJejak
from dasar.models.pekerjaan import Pekerjaan

__all__ = ["Berkas", "Jejak", "Pekerjaan", "SegelJejak"]
