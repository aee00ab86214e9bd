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

SP_BARU, SP_TERBUKTI, SP_MENUNGGU = "baru", "terbukti", "menunggu"
SP_DISETUJUI, SP_DITOLAK, SP_LEWAT = "disetujui", "ditolak", "kedaluwarsa"
STATUS_PENDAFTARAN = (
    (SP_BARU, "Kontak belum dibuktikan"),
    (SP_TERBUKTI, "Foto belum dikirim"),
    (SP_MENUNGGU, "Menunggu diperiksa"),
    (SP_DISETUJUI, "Disetujui"),
    (SP_DITOLAK, "Perlu diperbaiki"),
    (SP_LEWAT, "Kedaluwarsa, data dihapus"),
)
# The applicant has no function yet: his steps are those of the portal.
DAFTAR = Langkah("daftar", ("",), SP_BARU, (F.SISTEM,), "Daftar")
AJUKAN_PINDAH = Langkah("ajukan_pindah", ("",), SP_TERBUKTI, (F.SISTEM,), "Ajukan pindah")
BUKTIKAN = Langkah("buktikan_kontak", (SP_BARU,), SP_TERBUKTI, (F.SISTEM,), "Buktikan kontak")
ISI_PENDAFTARAN = Langkah("isi_pendaftaran", (SP_BARU, SP_TERBUKTI, SP_DITOLAK), "", (F.SISTEM,), "Ubah isian")
KIRIM_PENDAFTARAN = Langkah(
    "kirim_pendaftaran", (SP_TERBUKTI, SP_DITOLAK), SP_MENUNGGU, (F.SISTEM,), "Kirim", hapus_cap=("diputus",)
)
# Pusdatin decides only what the kab/kota left lying past its day (a trigger asks for that mark).
_PEMERIKSA = (F.ADMIN_KABUPATEN, F.PUSDATIN)
SETUJUI_PENDAFTARAN = Langkah("setujui_pendaftaran", (SP_MENUNGGU,), SP_DISETUJUI, _PEMERIKSA, "Setujui", cap="diputus")
TOLAK_PENDAFTARAN = Langkah(
    "tolak_pendaftaran", (SP_MENUNGGU,), SP_DITOLAK, _PEMERIKSA, "Minta diperbaiki", wajib_alasan=True, cap="diputus"
)
ESKALASI_PENDAFTARAN = Langkah("eskalasi_pendaftaran", (SP_MENUNGGU,), "", (F.SISTEM,), "Batas waktu lewat")
LEWATKAN_PENDAFTARAN = Langkah("lewatkan_pendaftaran", (SP_BARU, SP_TERBUKTI, SP_DITOLAK), SP_LEWAT, (F.SISTEM,), "Kedaluwarsa")

ALUR_PENDAFTARAN = (
    DAFTAR, AJUKAN_PINDAH, BUKTIKAN, ISI_PENDAFTARAN, KIRIM_PENDAFTARAN, SETUJUI_PENDAFTARAN, TOLAK_PENDAFTARAN,
    ESKALASI_PENDAFTARAN, LEWATKAN_PENDAFTARAN,
)  # fmt: skip
