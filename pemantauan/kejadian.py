"""What the events of the log are called, and in which groups an auditor asks for them."""

from django.apps import apps

from akun.alur import ALUR as ALUR_PENUGASAN
from akun.fungsi import FUNGSI
from dasar.alur import Langkah
from dasar.bacaan import BACAAN, CARI, CARI_POTONGAN, CETAK, DAFTAR, LIHAT, UNDUH
from dasar.jejak import SISTEM
from dasar.models import Jejak
from dasar.pembukaan import BUKA
from dasar.penolakan import DITOLAK
from penetapan.alur import ALUR_PENETAPAN
from penggunaan.alur import ALUR_PERMINTAAN
from penggunaan.dci import CARI as CARI_DCI
from usulan.alur import ALUR_MUSYAWARAH
from usulan.isian_asing import ISIAN_DITOLAK
from usulan.linimasa import PERISTIWA
from usulan.milik import PERISTIWA_KOREKSI, PERISTIWA_MANDIRI
from verval.alur import ALUR_BATCH

TELUSURI, PERIKSA = "telusuri", "periksa_jejak"
EKSPOR = ("ekspor", "ekspor_selesai", "unduh_ekspor", "ekspor_dihapus")
PENOLAKAN = (DITOLAK, "masuk_ditolak", "undangan_ditolak", "sandi_salah", "kode_salah", ISIAN_DITOLAK)
MASUK = ("masuk", "keluar", "masuk_ditolak", "sandi_salah", "kode_salah", "ganti_sandi", "akhiri_sesi")

# Choice of the filter: (words, events). The steps of the workflows are those that have a state to go to.
KELOMPOK: dict[str, tuple[str, tuple[str, ...]]] = {
    "langkah": ("Langkah proses", ()),
    "baca": ("Pembacaan data", (*BACAAN, CARI_DCI, TELUSURI)),
    "buka": ("Pembukaan nomor lengkap", (BUKA,)),
    "ekspor": ("Ekspor", EKSPOR),
    "ditolak": ("Percobaan yang ditolak", PENOLAKAN),
    "masuk": ("Masuk dan keluar", MASUK),
}

_SEBUTAN = {
    LIHAT: "Membuka data",
    DAFTAR: "Membuka daftar",
    CARI: "Mencari",
    CARI_POTONGAN: "Mencari dengan potongan NIK",
    CARI_DCI: "Lembaga lain mencari satu NIK",
    CETAK: "Mencetak",
    UNDUH: "Mengunduh dokumen",
    BUKA: "Menampilkan nomor lengkap",
    TELUSURI: "Menelusuri jejak",
    PERIKSA: "Memeriksa rantai segel",
    "tarik_sampel": "Menarik sampel berkas perkara",
    "ekspor": "Meminta ekspor",
    "ekspor_selesai": "Berkas ekspor selesai dibuat",
    "unduh_ekspor": "Mengunduh berkas ekspor",
    "ekspor_dihapus": "Berkas ekspor dihapus",
    "ingatkan": "Mengingatkan desa/kelurahan",
    DITOLAK: "Akses ditolak",
    ISIAN_DITOLAK: "Isian keluarga ditolak, orang tercatat di luar desanya",
    "masuk": "Masuk",
    "keluar": "Keluar",
    "masuk_ditolak": "Gagal masuk",
    "sandi_salah": "Kata sandi salah",
    "kode_salah": "Kode salah",
    "ganti_sandi": "Mengganti kata sandi",
    "akhiri_sesi": "Mengakhiri sesi",
    "daftar_kode": "Memasang aplikasi kode",
    "kode_pemulihan_baru": "Membuat kode pemulihan",
    "pakai_kode_pemulihan": "Masuk dengan kode pemulihan",
    "setel_ulang_kode": "Menyetel ulang langkah kedua",
    "buat_tautan_sandi": "Membuat tautan kata sandi",
    "daftar_kabar": "Mendaftarkan alamat kabar aplikasi",
    "henti_kabar": "Menghentikan alamat kabar aplikasi",
    "ingatkan_laporan": "Mengingatkan laporan penggunaan data",
    "langganan_laporan": "Berlangganan surel laporan",
    "henti_langganan_laporan": "Menghentikan surel laporan",
    "terbitkan_token": "Menerbitkan token API",
    "cabut_token": "Mencabut token API",
    "pakta": "Menandatangani pakta kerahasiaan",
    "kirim_undangan": "Mengirim undangan",
    "undangan_ditolak": "Undangan ditolak",
    "perbaiki_hak": "Memperbaiki hak",
    "unggah_dokumen": "Mengunggah dokumen",
    "periksa_impor": "Memeriksa buku kerja",
    "periksa_jejak_selesai": "Pemeriksaan rantai segel selesai",
}


def _label(alur: tuple[Langkah, ...]) -> dict[str, str]:
    return {langkah.nama: langkah.label for langkah in alur}


_LANGKAH = {
    "usulan_usulan": PERISTIWA,
    "usulan_musyawarah": _label(ALUR_MUSYAWARAH),
    "usulan_pendaftaran": PERISTIWA_MANDIRI,
    "usulan_koreksi": PERISTIWA_KOREKSI,
    "verval_batch": _label(ALUR_BATCH),
    "penggunaan_permintaan": _label(ALUR_PERMINTAAN),
    "penetapan_penetapan": _label(ALUR_PENETAPAN),
    "akun_penugasan": _label(ALUR_PENUGASAN),
}


def sebutan(tabel: str, langkah: str) -> str:
    """An event in words; an event that has none yet goes by its own name."""
    return _LANGKAH.get(tabel, {}).get(langkah) or _SEBUTAN.get(langkah) or langkah.replace("_", " ").capitalize()


def warna(j: Jejak) -> str:
    """Colour role of an event's badge."""
    if j.langkah in PENOLAKAN:
        return "galat"
    if j.langkah == BUKA or j.langkah in EKSPOR:
        return "peringatan"
    return "info" if j.ke is not None else "netral"


def nama_tabel(tabel: str) -> str:
    """What the rows of a table are called: the name of its model."""
    return next((str(m._meta.verbose_name) for m in apps.get_models() if m._meta.db_table == tabel), tabel)


def nama_fungsi(kode: str) -> str:
    """The function in which somebody acted; visitors and accounts without one have words of their own."""
    if kode == SISTEM.fungsi:
        return "Sistem, otomatis"
    return FUNGSI[kode].nama if kode in FUNGSI else {"tamu": "Pengunjung", "": "Tanpa penugasan"}.get(kode, kode)
