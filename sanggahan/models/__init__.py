from sanggahan.models.keberatan import Keberatan, UsulanHasil
from sanggahan.models.kunjungan import FotoKunjungan, Kunjungan
from sanggahan.models.pengunduran import Pengunduran
from sanggahan.models.penyanggah import Aduan, Bukti, Penyanggah
from sanggahan.models.sanggahan import Jawaban, Sanggahan, Tanggapan

__all__ = [
    "Aduan", "Bukti", "FotoKunjungan", "Jawaban", "Keberatan", "Kunjungan", "Pengunduran", "Penyanggah", "Sanggahan",
    "Tanggapan", "UsulanHasil",
]  # fmt: skip
