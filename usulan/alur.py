"""Steps of a proposal and of the deliberation that carries it, from the village's list to the determination.

The states are working labels (berdasarkan praktik); the order of the hands they pass through is Pasal 6, 7, 8 and 12 of
Permensos 3/2021 and the functions are those of Kepmensos 73/HUK/2024.
"""

from django.db.models import TextChoices

from akun.fungsi import F
from dasar.alur import Langkah


class S(TextChoices):
    """States of a proposal, with the label that the officers see."""

    DISUSUN = "disusun", "Draf"
    DISETUJUI_MUSDES = "disetujui_musdes", "Disetujui musyawarah"
    DITOLAK_MUSDES = "ditolak_musdes", "Ditolak musyawarah"
    DIBATALKAN = "dibatalkan", "Dibatalkan"
    DIAJUKAN = "diajukan", "Menunggu pemeriksaan kelengkapan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan ke desa/kelurahan"
    LENGKAP = "lengkap", "Menunggu putusan verifikator"
    LAYAK = "layak", "Layak"
    TIDAK_LAYAK = "tidak_layak", "Tidak layak"
    DIBUNDEL = "dibundel", "Menunggu pengesahan kepala dinas"
    DISAHKAN = "disahkan", "Disahkan kabupaten/kota"
    DITERUSKAN = "diteruskan", "Menunggu penilaian Kemensos"
    DIKEMBALIKAN_KAB = "dikembalikan_kab", "Dikembalikan ke kabupaten/kota"
    LOLOS = "lolos", "Menunggu penetapan"
    DITETAPKAN = "ditetapkan", "Ditetapkan"


# One set of words per audience: a citizen reads five words (domain.md 4.1).
LABEL_WARGA = {
    S.DISUSUN: "Disiapkan",
    S.DISETUJUI_MUSDES: "Dibahas di musyawarah",
    S.DITOLAK_MUSDES: "Selesai: ditolak musyawarah",
    S.DIBATALKAN: "Selesai: dibatalkan",
    S.DIAJUKAN: "Diperiksa dinas sosial",
    S.DIKEMBALIKAN: "Dibahas di musyawarah",
    S.LENGKAP: "Diperiksa dinas sosial",
    S.LAYAK: "Diperiksa dinas sosial",
    S.TIDAK_LAYAK: "Selesai: ditolak dinas sosial",
    S.DIBUNDEL: "Diperiksa dinas sosial",
    S.DISAHKAN: "Diperiksa dinas sosial",
    S.DITERUSKAN: "Diperiksa Kementerian Sosial",
    S.DIKEMBALIKAN_KAB: "Diperiksa dinas sosial",
    S.LOLOS: "Diperiksa Kementerian Sosial",
    S.DITETAPKAN: "Selesai: diterima",
}

# Colour role and icon of the badge.
RUPA = {
    S.DISUSUN: ("netral", "edit"),
    S.DISETUJUI_MUSDES: ("info", "users"),
    S.DITOLAK_MUSDES: ("galat", "x"),
    S.DIBATALKAN: ("netral", "x"),
    S.DIAJUKAN: ("peringatan", "clock"),
    S.DIKEMBALIKAN: ("peringatan", "arrow-back-up"),
    S.LENGKAP: ("peringatan", "clock"),
    S.LAYAK: ("sukses", "check"),
    S.TIDAK_LAYAK: ("galat", "x"),
    S.DIBUNDEL: ("info", "clock"),
    S.DISAHKAN: ("sukses", "check"),
    S.DITERUSKAN: ("info", "clock"),
    S.DIKEMBALIKAN_KAB: ("peringatan", "arrow-back-up"),
    S.LOLOS: ("sukses", "clock"),
    S.DITETAPKAN: ("sukses", "shield-check"),
}

AKHIR = (S.DITOLAK_MUSDES, S.DIBATALKAN, S.TIDAK_LAYAK, S.DITETAPKAN)
TERBUKA = tuple(s for s in S if s not in AKHIR)
DRAF = (S.DISUSUN, S.DISETUJUI_MUSDES, S.DITOLAK_MUSDES)

BUAT = Langkah("buat", ("",), S.DISUSUN, (F.PENGISI_DESA,), "Masukkan ke daftar")
# What a citizen registered and the kabupaten/kota or, as an exception, the ministry verifies without a deliberation (Pasal 9):
# the citizen is its maker and handed it in, whoever takes the step is its checker. See usulan.verval_mandiri.
TERIMA_MANDIRI = Langkah("terima_mandiri", ("",), S.LENGKAP, (F.PENGISI_KABUPATEN,), "Terima pendaftaran mandiri")
TERIMA_KEMENSOS = Langkah(
    "terima_kemensos", ("",), S.DITERUSKAN, (F.PEKERJA_INFORMASI,), "Verifikasi oleh Kementerian Sosial", wajib_alasan=True
)
UBAH = Langkah("ubah", (S.DISUSUN, S.DISETUJUI_MUSDES, S.DIKEMBALIKAN), "", (F.PENGISI_DESA,), "Perbaiki isian")
BATALKAN = Langkah(
    "batalkan",
    (S.DISUSUN, S.DISETUJUI_MUSDES, S.DITOLAK_MUSDES, S.DIKEMBALIKAN),
    S.DIBATALKAN,
    (F.PENGISI_DESA,),
    "Batalkan",
    wajib_alasan=True,
)
SETUJUI_MUSDES = Langkah(
    "setujui_musdes", (S.DISUSUN, S.DITOLAK_MUSDES), S.DISETUJUI_MUSDES, (F.PENGISI_DESA,), "Disetujui forum"
)
TOLAK_MUSDES = Langkah(
    "tolak_musdes", (S.DISUSUN, S.DISETUJUI_MUSDES), S.DITOLAK_MUSDES, (F.PENGISI_DESA,), "Ditolak forum", wajib_alasan=True
)
# What reaches the district without a forum (domain.md 4.2, 4.4): a resignation, a case decided on objection or appeal, a
# citizen's own proposal that the district verifies. `terbitkan_layak`: an objection was checked, visited and decided by the
# very persons whose stamps the proposal carries, so it goes on to the signature.
TERBITKAN = Langkah(
    "terbitkan", ("",), S.DIAJUKAN, (F.WARGA, F.PENGISI_DESA, F.SISTEM), "Ajukan tanpa musyawarah", cap="diajukan"
)
TERBITKAN_LAYAK = Langkah("terbitkan_layak", ("",), S.LAYAK, (F.SISTEM,), "Terbitkan dari putusan sanggahan", cap="diajukan")
# An appeal that succeeds takes back what has not been signed yet.
CABUT = Langkah(
    "cabut",
    (S.DIAJUKAN, S.LENGKAP, S.LAYAK, S.DIKEMBALIKAN_KAB),
    S.DIBATALKAN,
    (F.SISTEM,),
    "Cabut karena keberatan diterima",
    wajib_alasan=True,
)
AJUKAN = Langkah(
    "ajukan",
    (S.DISETUJUI_MUSDES, S.DIKEMBALIKAN),
    S.DIAJUKAN,
    (F.PENGISI_DESA,),
    "Segel dan ajukan",
    cap="diajukan",
    hapus_cap=("diperiksa", "diputus"),
)
LENGKAPKAN = Langkah(
    "lengkapkan",
    (S.DIAJUKAN, S.DIKEMBALIKAN_KAB),
    S.LENGKAP,
    (F.PENGISI_KABUPATEN,),
    "Nyatakan lengkap",
    cap="diperiksa",
    hapus_cap=("diputus", "disahkan", "dinilai"),
)
KEMBALIKAN = Langkah(
    "kembalikan",
    (S.DIAJUKAN, S.DIKEMBALIKAN_KAB),
    S.DIKEMBALIKAN,
    (F.PENGISI_KABUPATEN,),
    "Kembalikan ke desa",
    wajib_alasan=True,
    cap="diperiksa",
    hapus_cap=("diputus", "disahkan", "dinilai"),
)
LAYAKKAN = Langkah("layakkan", (S.LENGKAP,), S.LAYAK, (F.VERIFIKATOR,), "Layak", cap="diputus")
TOLAK = Langkah("tolak", (S.LENGKAP,), S.TIDAK_LAYAK, (F.VERIFIKATOR,), "Tidak layak", wajib_alasan=True, cap="diputus")
PULANGKAN = Langkah("pulangkan", (S.LENGKAP,), S.DIKEMBALIKAN, (F.VERIFIKATOR,), "Kembalikan", wajib_alasan=True, cap="diputus")
BUNDEL = Langkah("bundel", (S.LAYAK,), S.DIBUNDEL, (F.PENGISI_KABUPATEN,), "Masukkan ke berkas pengesahan")
LEPAS = Langkah("lepas", (S.DIBUNDEL,), S.LAYAK, (F.PENGISI_KABUPATEN,), "Keluarkan dari berkas")
KELUARKAN = Langkah(
    "keluarkan", (S.DIBUNDEL,), S.LENGKAP, (F.KEPALA,), "Minta verifikasi ulang", wajib_alasan=True, hapus_cap=("diputus",)
)
SAHKAN = Langkah("sahkan", (S.DIBUNDEL,), S.DISAHKAN, (F.KEPALA,), "Sahkan", cap="disahkan")
TERUSKAN = Langkah("teruskan", (S.DISAHKAN,), S.DITERUSKAN, (F.SISTEM,), "Teruskan melalui provinsi")
LOLOSKAN = Langkah("loloskan", (S.DITERUSKAN,), S.LOLOS, (F.PEKERJA_INFORMASI,), "Memenuhi kriteria integritas", cap="dinilai")
KEMBALIKAN_KAB = Langkah(
    "kembalikan_kab",
    (S.DITERUSKAN,),
    S.DIKEMBALIKAN_KAB,
    (F.PEKERJA_INFORMASI,),
    "Kembalikan ke kabupaten/kota",
    wajib_alasan=True,
    cap="dinilai",
)
TETAPKAN = Langkah("tetapkan", (S.LOLOS,), S.DITETAPKAN, (F.MANAJEMEN,), "Tetapkan", cap="ditetapkan")
# Between assessment and determination the register may have moved (same person by two paths): what no longer holds
# goes back instead of breaking the determination of everybody else.
URUNGKAN = Langkah("urungkan", (S.LOLOS,), S.DIKEMBALIKAN_KAB, (F.MANAJEMEN,), "Kembalikan saat penetapan", wajib_alasan=True)

ALUR = (
    BUAT,
    TERIMA_MANDIRI,
    TERIMA_KEMENSOS,
    UBAH,
    BATALKAN,
    SETUJUI_MUSDES,
    TOLAK_MUSDES,
    TERBITKAN,
    TERBITKAN_LAYAK,
    CABUT,
    AJUKAN,
    LENGKAPKAN,
    KEMBALIKAN,
    LAYAKKAN,
    TOLAK,
    PULANGKAN,
    BUNDEL,
    LEPAS,
    KELUARKAN,
    SAHKAN,
    TERUSKAN,
    LOLOSKAN,
    KEMBALIKAN_KAB,
    TETAPKAN,
    URUNGKAN,
)


class SM(TextChoices):
    """States of a deliberation."""

    DISUSUN = "disusun", "Sedang disusun"
    DIAJUKAN = "diajukan", "Disegel dan diajukan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


BUAT_MUSYAWARAH = Langkah("buat", ("",), SM.DISUSUN, (F.PENGISI_DESA,), "Catat musyawarah")
UBAH_MUSYAWARAH = Langkah("ubah", (SM.DISUSUN,), "", (F.PENGISI_DESA,), "Perbaiki catatan")
AJUKAN_MUSYAWARAH = Langkah("ajukan", (SM.DISUSUN,), SM.DIAJUKAN, (F.PENGISI_DESA,), "Segel dan ajukan", cap="diajukan")
BATALKAN_MUSYAWARAH = Langkah(
    "batalkan", (SM.DISUSUN,), SM.DIBATALKAN, (F.PENGISI_DESA,), "Batalkan musyawarah", wajib_alasan=True
)

ALUR_MUSYAWARAH = (BUAT_MUSYAWARAH, UBAH_MUSYAWARAH, AJUKAN_MUSYAWARAH, BATALKAN_MUSYAWARAH)
