"""How officers look on screen: colours of states, the life line, what may be done now."""

from django.urls import reverse

from akun.alur import (
    AKTIF,
    ALUR,
    BERAKHIR,
    DIBATALKAN,
    DITANGGUHKAN,
    DIUNDANG,
    KEDALUWARSA,
)  # fmt: skip
from akun.fungsi import yang_diangkat
from akun.models import Pengguna, Penugasan
from dasar.jejak import SISTEM, Pelaku
from dasar.models import Jejak

WARNA = {
    DIUNDANG: ("info", "send"),
    AKTIF: ("sukses", "check"),
    DITANGGUHKAN: ("peringatan", "player-pause"),
    BERAKHIR: ("netral", "player-stop"),
    DIBATALKAN: ("netral", "ban"),
    KEDALUWARSA: ("netral", "hourglass"),
}
# The steps of `akun.alur` and the events beside them, as things that have happened.
PERISTIWA = {
    "angkat": "Diangkat",
    "undang": "Diundang",
    "kirim_undangan": "Tautan undangan dibuat",
    "undangan_ditolak": "Percobaan menerima undangan ditolak",
    "terima": "Undangan diterima",
    "pakta": "Pakta integritas ditandatangani",
    "batalkan_undangan": "Undangan dibatalkan",
    "kedaluwarsakan": "Undangan kedaluwarsa",
    "tangguhkan": "Ditangguhkan",
    "aktifkan": "Diaktifkan kembali",
    "akhiri": "Penugasan berakhir",
}
_KE = {x.nama: x.ke for x in ALUR}


def garis_hidup(penugasan: Penugasan) -> list[dict]:
    """Entries for komponen/garis_hidup.html, newest first."""
    jejak = list(Jejak.objects.filter(tabel="akun_penugasan", objek=penugasan.pk, langkah__in=PERISTIWA).order_by("-id")[:60])
    nama = dict(Pengguna.objects.filter(pk__in={j.oleh for j in jejak}).values_list("pk", "nama"))
    nama[SISTEM.pengguna_id] = "Portal"
    butir = []
    for j in jejak:
        warna, ikon = WARNA.get(_KE.get(j.langkah, ""), ("netral", ""))
        butir.append(
            {
                "waktu": j.pada,
                "judul": PERISTIWA[j.langkah],
                "pelaku": nama.get(j.oleh, "–"),
                "alasan": "",
                "catatan": j.catatan,
                "warna": "galat" if j.langkah == "undangan_ditolak" else warna,
                "ikon": ikon or "file-text",
            }
        )
    return butir


def tindakan(penugasan: Penugasan, pelaku: Pelaku) -> list[dict]:
    """Buttons of the page, in the order of likelihood: what the state allows to who appoints this function."""
    if penugasan.fungsi not in yang_diangkat(pelaku.fungsi):
        return []

    def ke(nama: str) -> str:
        return reverse(f"akun:petugas_{nama}", args=[penugasan.pk])

    sama = {
        "perpanjang": {"teks": "Perpanjang", "ikon": "calendar", "url": ke("perpanjang"), "gaya": "kedua"},
        "serah": {"teks": "Serah terima", "ikon": "users", "url": ke("serah_terima"), "gaya": "kedua"},
        "tangguh": {"teks": "Tangguhkan", "ikon": "player-pause", "url": ke("tangguhkan"), "gaya": "kedua"},
        "aktif": {"teks": "Aktifkan kembali", "ikon": "player-play", "url": ke("aktifkan"), "gaya": "", "kirim": True},
        "akhir": {"teks": "Akhiri penugasan", "ikon": "player-stop", "url": ke("akhiri"), "gaya": "bahaya"},
        "ulang": {"teks": "Buat tautan baru", "ikon": "link", "url": ke("kirim_ulang"), "gaya": "", "kirim": True},
        "batal": {"teks": "Batalkan undangan", "ikon": "ban", "url": ke("batalkan"), "gaya": "bahaya"},
    }
    aman = reverse("akun:keamanan", args=[penugasan.pengguna_id])
    sama["aman"] = {"teks": "Keamanan akun", "ikon": "shield-lock", "url": aman, "gaya": "kedua"}
    pilihan = {
        DIUNDANG: ("ulang", "batal"),
        AKTIF: ("serah", "perpanjang", "aman", "tangguh", "akhir"),
        DITANGGUHKAN: ("aktif", "serah", "akhir"),
    }
    return [sama[k] for k in pilihan.get(penugasan.status, ())]
