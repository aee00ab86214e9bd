"""Steps of a request for data by another ministry or agency (Permensos 3/2021 Pasal 2(1)d; berdasarkan praktik: a request, a
review, a hand-over with its record, and a report on what the data was used for).
"""

from django.db.models import TextChoices

from akun.fungsi import F
from dasar.alur import Langkah


class SPD(TextChoices):
    """States of a request for data."""

    DIAJUKAN = "diajukan", "Menunggu persetujuan"
    DISETUJUI = "disetujui", "Disetujui, menunggu penyerahan"
    DITOLAK = "ditolak", "Ditolak"
    DISERAHKAN = "diserahkan", "Diserahkan, menunggu laporan"
    DILAPORKAN = "dilaporkan", "Selesai dilaporkan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


WARNA = {
    SPD.DIAJUKAN: "peringatan",
    SPD.DISETUJUI: "info",
    SPD.DITOLAK: "galat",
    SPD.DISERAHKAN: "info",
    SPD.DILAPORKAN: "sukses",
    SPD.DIBATALKAN: "netral",
}

AJUKAN = Langkah("ajukan", ("",), SPD.DIAJUKAN, (F.KL,), "Ajukan permintaan")
BATALKAN = Langkah("batalkan", (SPD.DIAJUKAN, SPD.DISETUJUI), SPD.DIBATALKAN, (F.KL,), "Batalkan permintaan")
SETUJUI = Langkah("setujui", (SPD.DIAJUKAN,), SPD.DISETUJUI, (F.PUSDATIN, F.MANAJEMEN), "Setujui permintaan", cap="disetujui")
TOLAK = Langkah("tolak", (SPD.DIAJUKAN,), SPD.DITOLAK, (F.PUSDATIN, F.MANAJEMEN), "Tolak permintaan")
# The file and the record of the hand-over are made first; the step says that both are there.
SERAHKAN = Langkah("serahkan", (SPD.DISETUJUI,), SPD.DISERAHKAN, (F.PUSDATIN,), "Serahkan data", cap="diserahkan")
LAPORKAN = Langkah("laporkan", (SPD.DISERAHKAN,), SPD.DILAPORKAN, (F.KL,), "Kirim laporan", cap="dilaporkan")

ALUR_PERMINTAAN = (AJUKAN, BATALKAN, SETUJUI, TOLAK, SERAHKAN, LAPORKAN)
