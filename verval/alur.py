"""Steps of a batch: what the district's head signs (Pasal 6(3), 7(1); Kepmensos 73/HUK/2024: kepala perangkat daerah)."""

from django.db.models import TextChoices

from akun.fungsi import F
from dasar.alur import Langkah


class SB(TextChoices):
    """States of a batch."""

    DISUSUN = "disusun", "Menunggu pengesahan"
    DISAHKAN = "disahkan", "Disahkan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


# Colour role of the badge.
WARNA = {SB.DISUSUN: "peringatan", SB.DISAHKAN: "sukses", SB.DIBATALKAN: "netral"}

SUSUN = Langkah("susun", ("",), SB.DISUSUN, (F.PENGISI_KABUPATEN,), "Susun berkas pengesahan")
SAHKAN_BATCH = Langkah("sahkan", (SB.DISUSUN,), SB.DISAHKAN, (F.KEPALA,), "Sahkan", cap="disahkan")
BATALKAN_BATCH = Langkah("batalkan", (SB.DISUSUN,), SB.DIBATALKAN, (F.PENGISI_KABUPATEN,), "Batalkan", wajib_alasan=True)
# The letter is made right after the signature; when that failed, the system makes it again on demand.
LAMPIRKAN_SURAT = Langkah("lampirkan", (SB.DISAHKAN,), "", (F.KEPALA, F.SISTEM), "Lampirkan surat pengesahan")

ALUR_BATCH = (SUSUN, SAHKAN_BATCH, BATALKAN_BATCH, LAMPIRKAN_SURAT)
