"""Steps of a monthly determination (Pasal 12 Permensos 3/2021)."""

from django.db.models import TextChoices

from akun.fungsi import F
from dasar.alur import Langkah


class SP(TextChoices):
    """States of a determination. A month that nobody opened has no row."""

    DITETAPKAN = "ditetapkan", "Ditetapkan"


TETAPKAN_BULAN = Langkah("tetapkan", ("",), SP.DITETAPKAN, (F.MANAJEMEN, F.SISTEM), "Tetapkan DTKS bulan ini")
# The decree's PDF and the seal of the month are attached once, after the rows are in.
LAMPIRKAN = Langkah("lampirkan", (SP.DITETAPKAN,), "", (F.MANAJEMEN, F.SISTEM), "Lampirkan keputusan")

ALUR_PENETAPAN = (TETAPKAN_BULAN, LAMPIRKAN)
