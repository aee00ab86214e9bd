"""Steps of a self-registration: by the village's deliberation (Pasal 5 huruf e), or verified directly (Pasal 9).

A registration is never an approval. When the village lets its days pass, the registration goes up to the kabupaten/kota:
nobody is accepted or refused by time-out. The days themselves are a setting (berdasarkan praktik).
"""

from django.db.models import TextChoices

from akun.fungsi import F
from dasar.alur import Langkah


class SP(TextChoices):
    """States of a self-registration, with the label that the officers see."""

    DISUSUN = "disusun", "Belum dikirim"
    DIKIRIM = "dikirim", "Menunggu musyawarah"
    PERBAIKAN = "perbaikan", "Diperbaiki pemohon"
    DIMUSYAWARAHKAN = "dimusyawarahkan", "Masuk daftar musyawarah"
    DIALIHKAN = "dialihkan", "Menunggu verifikasi langsung"
    DIVERIFIKASI = "diverifikasi", "Diverifikasi langsung"
    DITOLAK = "ditolak", "Ditolak"
    DIBATALKAN = "dibatalkan", "Dibatalkan pemohon"


LABEL_PEMOHON = {
    SP.DISUSUN: "Belum dikirim",
    SP.DIKIRIM: "Menunggu musyawarah desa/kelurahan",
    SP.PERBAIKAN: "Perlu Anda perbaiki",
    SP.DIMUSYAWARAHKAN: "Dibahas di musyawarah",
    SP.DIALIHKAN: "Menunggu verifikasi dinas sosial",
    SP.DIVERIFIKASI: "Diverifikasi langsung",
    SP.DITOLAK: "Selesai: ditolak",
    SP.DIBATALKAN: "Selesai: Anda batalkan",
}

RUPA_MANDIRI = {
    SP.DISUSUN: ("netral", "edit"),
    SP.DIKIRIM: ("info", "clock"),
    SP.PERBAIKAN: ("peringatan", "arrow-back-up"),
    SP.DIMUSYAWARAHKAN: ("info", "users"),
    SP.DIALIHKAN: ("peringatan", "clock"),
    SP.DIVERIFIKASI: ("info", "list-check"),
    SP.DITOLAK: ("galat", "x"),
    SP.DIBATALKAN: ("netral", "x"),
}

# Nobody has taken it over into the pipeline yet, and it is not over.
MENUNGGU = (SP.DIKIRIM, SP.PERBAIKAN, SP.DIALIHKAN)
# With the applicant: what may still be typed.
DAPAT_DIUBAH = (SP.DISUSUN, SP.PERBAIKAN)

SUSUN = Langkah("susun", ("",), SP.DISUSUN, (F.WARGA,), "Simpan pendaftaran")
UBAH_PENDAFTARAN = Langkah("ubah", DAPAT_DIUBAH, "", (F.WARGA,), "Perbaiki isian")
KIRIM = Langkah("kirim", DAPAT_DIUBAH, SP.DIKIRIM, (F.WARGA,), "Kirim", cap="dikirim", hapus_cap=("ditangani",))
# Mended after the kabupaten/kota had asked for it: back to where it was, the village has had its days.
KIRIM_KAB = Langkah(
    "kirim_kab", (SP.PERBAIKAN,), SP.DIALIHKAN, (F.WARGA,), "Kirim lagi", cap="dikirim", hapus_cap=("ditangani",)
)
BATALKAN_PENDAFTARAN = Langkah("batalkan", (SP.DISUSUN, *MENUNGGU), SP.DIBATALKAN, (F.WARGA,), "Batalkan pendaftaran")
MUSYAWARAHKAN = Langkah(
    "musyawarahkan",
    (SP.DIKIRIM, SP.DIALIHKAN),
    SP.DIMUSYAWARAHKAN,
    (F.PENGISI_DESA,),
    "Masukkan ke daftar musyawarah",
    cap="ditangani",
)
# The deliberation was withdrawn, or the family taken off its list before the forum decided: it waits again, nothing is lost.
LEPASKAN = Langkah(
    "lepaskan", (SP.DIMUSYAWARAHKAN,), SP.DIKIRIM, (F.PENGISI_DESA,), "Kembali menunggu", hapus_cap=("ditangani",)
)
MINTA_PERBAIKAN = Langkah(
    "minta_perbaikan",
    (SP.DIKIRIM,),
    SP.PERBAIKAN,
    (F.PENGISI_DESA,),
    "Minta diperbaiki",
    wajib_alasan=True,
    cap="ditangani",
)
MINTA_PERBAIKAN_KAB = Langkah(
    "minta_perbaikan_kab",
    (SP.DIALIHKAN,),
    SP.PERBAIKAN,
    (F.PENGISI_KABUPATEN,),
    "Minta diperbaiki",
    wajib_alasan=True,
    cap="ditangani",
)
ALIHKAN = Langkah(
    "alihkan",
    (SP.DIKIRIM,),
    SP.DIALIHKAN,
    (F.PENGISI_DESA,),
    "Alihkan ke kabupaten/kota",
    wajib_alasan=True,
    cap="dialihkan",
)
ALIHKAN_TENGGAT = Langkah(
    "alihkan_tenggat",
    (SP.DIKIRIM,),
    SP.DIALIHKAN,
    (F.SISTEM,),
    "Batas waktu lewat",
    wajib_alasan=True,
    cap="dialihkan",
)
# The kabupaten/kota let its days pass too: the ministry may take it (Pasal 9 ayat (3) huruf a). It stays where it is.
ESKALASI_KAB = Langkah("eskalasi", (SP.DIALIHKAN,), "", (F.SISTEM,), "Batas waktu kabupaten/kota lewat")
VERVAL_KAB = Langkah(
    "verval_kab",
    (SP.DIALIHKAN,),
    SP.DIVERIFIKASI,
    (F.PENGISI_KABUPATEN,),
    "Teruskan ke verifikator",
    cap="ditangani",
)
VERVAL_KEMENSOS = Langkah(
    "verval_kemensos",
    (SP.DIALIHKAN,),
    SP.DIVERIFIKASI,
    (F.PEKERJA_INFORMASI,),
    "Verifikasi oleh Kementerian Sosial",
    wajib_alasan=True,
    cap="ditangani",
)
TOLAK_PENDAFTARAN = Langkah(
    "tolak", (SP.DIALIHKAN,), SP.DITOLAK, (F.PENGISI_KABUPATEN,), "Tolak", wajib_alasan=True, cap="ditangani"
)

ALUR_MANDIRI = (
    SUSUN,
    UBAH_PENDAFTARAN,
    KIRIM,
    KIRIM_KAB,
    BATALKAN_PENDAFTARAN,
    MUSYAWARAHKAN,
    LEPASKAN,
    MINTA_PERBAIKAN,
    MINTA_PERBAIKAN_KAB,
    ALIHKAN,
    ALIHKAN_TENGGAT,
    ESKALASI_KAB,
    VERVAL_KAB,
    VERVAL_KEMENSOS,
    TOLAK_PENDAFTARAN,
)


class SR(TextChoices):
    """States of a request for correction of one's own data."""

    DIAJUKAN = "diajukan", "Menunggu desa/kelurahan"
    DITERUSKAN = "diteruskan", "Menunggu kabupaten/kota"
    DITERIMA = "diterima", "Diterima, sedang dikerjakan"
    SELESAI = "selesai", "Selesai"
    DITOLAK = "ditolak", "Ditolak"
    DIBATALKAN = "dibatalkan", "Dibatalkan pemohon"


RUPA_KOREKSI = {
    SR.DIAJUKAN: ("info", "clock"),
    SR.DITERUSKAN: ("info", "clock"),
    SR.DITERIMA: ("peringatan", "edit"),
    SR.SELESAI: ("sukses", "check"),
    SR.DITOLAK: ("galat", "x"),
    SR.DIBATALKAN: ("netral", "x"),
}
KOREKSI_TERBUKA = (SR.DIAJUKAN, SR.DITERUSKAN, SR.DITERIMA)

AJUKAN_KOREKSI = Langkah("ajukan", ("",), SR.DIAJUKAN, (F.WARGA,), "Minta koreksi")
BATALKAN_KOREKSI = Langkah("batalkan", (SR.DIAJUKAN, SR.DITERUSKAN), SR.DIBATALKAN, (F.WARGA,), "Batalkan permintaan")
TERUSKAN_KOREKSI = Langkah("teruskan", (SR.DIAJUKAN,), SR.DITERUSKAN, (F.PENGISI_DESA,), "Teruskan ke kabupaten/kota")
TERIMA_KOREKSI = Langkah("terima", (SR.DIAJUKAN,), SR.DITERIMA, (F.PENGISI_DESA,), "Terima", cap="diputus")
TERIMA_KOREKSI_KAB = Langkah("terima_kab", (SR.DITERUSKAN,), SR.DITERIMA, (F.PENGISI_KABUPATEN,), "Terima", cap="diputus")
TOLAK_KOREKSI = Langkah("tolak", (SR.DIAJUKAN,), SR.DITOLAK, (F.PENGISI_DESA,), "Tolak", wajib_alasan=True, cap="diputus")
TOLAK_KOREKSI_KAB = Langkah(
    "tolak_kab", (SR.DITERUSKAN,), SR.DITOLAK, (F.PENGISI_KABUPATEN,), "Tolak", wajib_alasan=True, cap="diputus"
)
SELESAIKAN_KOREKSI = Langkah("selesaikan", (SR.DITERIMA,), SR.SELESAI, (F.PENGISI_DESA,), "Nyatakan selesai")
SELESAIKAN_KOREKSI_KAB = Langkah("selesaikan_kab", (SR.DITERIMA,), SR.SELESAI, (F.PENGISI_KABUPATEN,), "Nyatakan selesai")

ALUR_KOREKSI = (
    AJUKAN_KOREKSI,
    BATALKAN_KOREKSI,
    TERUSKAN_KOREKSI,
    TERIMA_KOREKSI,
    TERIMA_KOREKSI_KAB,
    TOLAK_KOREKSI,
    TOLAK_KOREKSI_KAB,
    SELESAIKAN_KOREKSI,
    SELESAIKAN_KOREKSI_KAB,
)
