"""Steps of an assignment (Penugasan)."""

from akun.fungsi import F
from dasar.alur import Langkah

AKTIF, BERAKHIR = "aktif", "berakhir"

ANGKAT = Langkah("angkat", ("",), AKTIF, (F.ADMIN_KABUPATEN, F.PUSDATIN, F.SISTEM), "Angkat petugas")
AKHIRI = Langkah("akhiri", (AKTIF,), BERAKHIR, (F.ADMIN_KABUPATEN, F.PUSDATIN, F.SISTEM), "Akhiri penugasan", wajib_alasan=True)

ALUR = (ANGKAT, AKHIRI)
