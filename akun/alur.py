"""Steps of an assignment (Penugasan), of a finding on eligibility, and of an override."""

from akun.fungsi import F
from dasar.alur import Langkah

DIUNDANG, AKTIF, DITANGGUHKAN, BERAKHIR = "diundang", "aktif", "ditangguhkan", "berakhir"
DIBATALKAN, KEDALUWARSA = "dibatalkan", "kedaluwarsa"
STATUS_PENUGASAN = (
    (DIUNDANG, "Diundang"),
    (AKTIF, "Aktif"),
    (DITANGGUHKAN, "Ditangguhkan"),
    (BERAKHIR, "Berakhir"),
    (DIBATALKAN, "Undangan dibatalkan"),
    (KEDALUWARSA, "Undangan kedaluwarsa"),
)
# A person in one of these states is taken: no second function over the same days.
HIDUP = (DIUNDANG, AKTIF, DITANGGUHKAN)

_PENGANGKAT = (F.ADMIN_KABUPATEN, F.PUSDATIN)

ANGKAT = Langkah("angkat", ("",), AKTIF, (*_PENGANGKAT, F.SISTEM), "Angkat petugas")
UNDANG = Langkah("undang", ("",), DIUNDANG, (*_PENGANGKAT, F.SISTEM), "Undang petugas")
# The invited person holds no function yet: the step is the portal's, by the account of that person.
TERIMA = Langkah("terima", (DIUNDANG,), AKTIF, (F.SISTEM,), "Terima undangan")
BATALKAN = Langkah("batalkan_undangan", (DIUNDANG,), DIBATALKAN, _PENGANGKAT, "Batalkan undangan", wajib_alasan=True)
KEDALUWARSAKAN = Langkah("kedaluwarsakan", (DIUNDANG,), KEDALUWARSA, (F.SISTEM,), "Undangan kedaluwarsa")
TANGGUHKAN = Langkah("tangguhkan", (AKTIF,), DITANGGUHKAN, _PENGANGKAT, "Tangguhkan", wajib_alasan=True)
AKTIFKAN = Langkah("aktifkan", (DITANGGUHKAN,), AKTIF, _PENGANGKAT, "Aktifkan kembali")
AKHIRI = Langkah("akhiri", (AKTIF, DITANGGUHKAN), BERAKHIR, (*_PENGANGKAT, F.SISTEM), "Akhiri penugasan", wajib_alasan=True)

ALUR = (ANGKAT, UNDANG, TERIMA, BATALKAN, KEDALUWARSAKAN, TANGGUHKAN, AKTIFKAN, AKHIRI)

TERBUKA, DIKECUALIKAN, SELESAI = "terbuka", "dikecualikan", "selesai"
STATUS_TEMUAN = ((TERBUKA, "Perlu ditindaklanjuti"), (DIKECUALIKAN, "Dikecualikan Pusdatin"), (SELESAI, "Selesai"))

TEMUKAN = Langkah("temukan", ("",), TERBUKA, (F.SISTEM,), "Temukan")
TANGGAPI = Langkah("tanggapi", (TERBUKA,), "", _PENGANGKAT, "Catat tindak lanjut")
KECUALIKAN = Langkah("kecualikan", (TERBUKA,), DIKECUALIKAN, (F.PUSDATIN,), "Kecualikan", wajib_alasan=True)
SELESAIKAN = Langkah("selesaikan", (TERBUKA,), SELESAI, (F.SISTEM,), "Selesai")

ALUR_TEMUAN = (TEMUKAN, TANGGAPI, KECUALIKAN, SELESAIKAN)

BERLAKU, DICABUT = "berlaku", "dicabut"
STATUS_PENGECUALIAN = ((BERLAKU, "Berlaku"), (DICABUT, "Dicabut"))

BERI = Langkah("beri_pengecualian", ("",), BERLAKU, (F.PUSDATIN,), "Beri pengecualian")
CABUT = Langkah("cabut_pengecualian", (BERLAKU,), DICABUT, (F.PUSDATIN,), "Cabut pengecualian", wajib_alasan=True)

ALUR_PENGECUALIAN = (BERI, CABUT)
