"""Steps of an objection and of an appeal (domain.md 4.8, berdasarkan praktik; Kepmensos 73/HUK/2024: masyarakat).

Nobody drops out of the register by these steps: what is found proven becomes an ordinary proposal (`sanggahan.hasil`).
"""

from django.db.models import TextChoices

from akun.fungsi import F
from dasar.alur import Langkah


class SS(TextChoices):
    """States of an objection, with the label that the officers see."""

    DIKIRIM = "dikirim", "Menunggu pemeriksaan awal"
    DITOLAK_AWAL = "ditolak_awal", "Tidak diteruskan"
    CEK_LAPANGAN = "cek_lapangan", "Menunggu kunjungan"
    DIKUNJUNGI = "dikunjungi", "Menunggu putusan verifikator"
    TERBUKTI = "terbukti", "Terbukti"
    TIDAK_TERBUKTI = "tidak_terbukti", "Tidak terbukti"
    LEWAT_WAKTU = "lewat_waktu", "Lewat batas waktu"


LABEL_WARGA = {
    SS.DIKIRIM: "Diterima dinas sosial",
    SS.DITOLAK_AWAL: "Selesai: tidak diteruskan",
    SS.CEK_LAPANGAN: "Dicek ke lapangan",
    SS.DIKUNJUNGI: "Menunggu putusan",
    SS.TERBUKTI: "Selesai: terbukti",
    SS.TIDAK_TERBUKTI: "Selesai: tidak terbukti",
    SS.LEWAT_WAKTU: "Diusulkan karena batas waktu lewat",
}

# Colour role and icon of the badge.
RUPA = {
    SS.DIKIRIM: ("peringatan", "clock"),
    SS.DITOLAK_AWAL: ("netral", "x"),
    SS.CEK_LAPANGAN: ("info", "map-pin"),
    SS.DIKUNJUNGI: ("peringatan", "clock"),
    SS.TERBUKTI: ("galat", "flag"),
    SS.TIDAK_TERBUKTI: ("sukses", "check"),
    SS.LEWAT_WAKTU: ("netral", "clock"),
}

TERBUKA = (SS.DIKIRIM, SS.CEK_LAPANGAN, SS.DIKUNJUNGI)
DIPUTUS = (SS.TERBUKTI, SS.TIDAK_TERBUKTI)
# The village and its citizens hear of an objection only when somebody is to visit: the moment of sending stays hidden.
BELUM_DIDENGAR = (SS.DIKIRIM, SS.DITOLAK_AWAL)

# The portal itself writes it down: the objector's account stands in a table of its own (`Penyanggah`).
KIRIM = Langkah("kirim", ("",), SS.DIKIRIM, (F.SISTEM,), "Kirim sanggahan")
TOLAK_AWAL = Langkah(
    "tolak_awal",
    (SS.DIKIRIM,),
    SS.DITOLAK_AWAL,
    (F.PENGISI_KABUPATEN,),
    "Jangan teruskan",
    wajib_alasan=True,
    cap="diperiksa",
)
TUGASKAN = Langkah("tugaskan", (SS.DIKIRIM,), SS.CEK_LAPANGAN, (F.PENGISI_KABUPATEN,), "Tugaskan kunjungan", cap="diperiksa")
GANTI_PETUGAS = Langkah("ganti_petugas", (SS.CEK_LAPANGAN,), "", (F.PENGISI_KABUPATEN,), "Ganti petugas kunjungan")
LAPORKAN = Langkah(
    "laporkan", (SS.CEK_LAPANGAN,), SS.DIKUNJUNGI, (F.PENGISI_DESA,), "Kirim laporan kunjungan", cap="dikunjungi"
)
ULANGI = Langkah(
    "ulangi",
    (SS.DIKUNJUNGI,),
    SS.CEK_LAPANGAN,
    (F.VERIFIKATOR,),
    "Minta kunjungan ulang",
    wajib_alasan=True,
    hapus_cap=("dikunjungi",),
)
BUKTIKAN = Langkah("buktikan", (SS.DIKUNJUNGI,), SS.TERBUKTI, (F.VERIFIKATOR,), "Terbukti", wajib_alasan=True, cap="diputus")
BANTAH = Langkah(
    "bantah", (SS.DIKUNJUNGI,), SS.TIDAK_TERBUKTI, (F.VERIFIKATOR,), "Tidak terbukti", wajib_alasan=True, cap="diputus"
)
# A deadline has passed: at first a reminder, later the head of the office and the province see it. Nothing is decided by it.
TEGUR = Langkah("tegur", TERBUKA, "", (F.SISTEM,), "Catat batas waktu yang lewat")
# Only where the installation asks for strict parity with the system in use (settings.SANGGAHAN_LEWAT_TIDAK_LAYAK).
LAMPAUI = Langkah("lampaui", TERBUKA, SS.LEWAT_WAKTU, (F.SISTEM,), "Usulkan karena batas waktu lewat", wajib_alasan=True)

ALUR_SANGGAHAN = (
    KIRIM, TOLAK_AWAL, TUGASKAN, GANTI_PETUGAS, LAPORKAN, ULANGI, BUKTIKAN, BANTAH, TEGUR, LAMPAUI,
)  # fmt: skip


class SK(TextChoices):
    """States of an appeal."""

    DIAJUKAN = "diajukan", "Menunggu putusan kepala dinas"
    DITERIMA = "diterima", "Diterima"
    DITOLAK = "ditolak", "Ditolak"


WARNA_KEBERATAN = {SK.DIAJUKAN: "peringatan", SK.DITERIMA: "sukses", SK.DITOLAK: "galat"}

AJUKAN_KEBERATAN = Langkah("ajukan", ("",), SK.DIAJUKAN, (F.SISTEM,), "Ajukan keberatan")
TERIMA = Langkah("terima", (SK.DIAJUKAN,), SK.DITERIMA, (F.KEPALA,), "Terima keberatan", wajib_alasan=True, cap="diputus")
TOLAK = Langkah("tolak", (SK.DIAJUKAN,), SK.DITOLAK, (F.KEPALA,), "Tolak keberatan", wajib_alasan=True, cap="diputus")
PULIHKAN = Langkah("pulihkan", (SK.DITERIMA,), "", (F.SISTEM,), "Laksanakan putusan keberatan")

ALUR_KEBERATAN = (AJUKAN_KEBERATAN, TERIMA, TOLAK, PULIHKAN)
