"""The life line of an objection: for officers with function and name, for both sides in citizen words, for nobody the objector."""

from akun.fungsi import FUNGSI
from akun.models import Pengguna
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import SISTEM
from dasar.models import Jejak
from sanggahan.alasan import kata
from sanggahan.alur import RUPA, SS
from sanggahan.models import Keberatan, Sanggahan
from usulan.alur import LABEL_WARGA as LABEL_USULAN
from usulan.alur import S
from usulan.models import Usulan

TABEL, TABEL_KEBERATAN = "sanggahan_sanggahan", "sanggahan_keberatan"

PERISTIWA = {
    "kirim": "Sanggahan diterima",
    "tolak_awal": "Tidak diteruskan",
    "tugaskan": "Kunjungan ditugaskan, keluarga diberi tahu",
    "ganti_petugas": "Petugas kunjungan diganti",
    "jawab": "Keluarga menjawab",
    "laporkan": "Rumah dikunjungi",
    "ulangi": "Kunjungan ulang diminta",
    "buktikan": "Diputus terbukti",
    "bantah": "Diputus tidak terbukti",
    "tegur": "Batas waktu lewat, dilaporkan",
    "lampaui": "Diusulkan karena batas waktu lewat",
}
_PUTUSAN = ("tolak_awal", "buktikan", "bantah", "lampaui", "ulangi")


def garis_petugas(sanggahan: Sanggahan) -> list[dict]:
    """Entries for komponen/garis_hidup.html, newest first. What row-level security hides from the reader is not among them."""
    jejak = list(Jejak.objects.filter(tabel=TABEL, objek=sanggahan.pk, langkah__in=PERISTIWA).order_by("-id"))
    nama = dict(Pengguna.objects.filter(pk__in={j.oleh for j in jejak if j.fungsi != "warga"}).values_list("pk", "nama"))
    return [_butir(j, _pelaku(j, nama)) for j in jejak]


def garis_warga(sanggahan: Sanggahan) -> list[dict]:
    """The same for both sides: which office did what, no names; then what became of it, and of the appeal."""
    with seluruh_negeri():
        jejak = list(Jejak.objects.filter(tabel=TABEL, objek=sanggahan.pk, langkah__in=PERISTIWA).order_by("-id"))
        # The moment of sending is the objector's.
        garis = [_butir(j, _kantor(j)) for j in jejak if j.langkah != "kirim"]
        for k in Keberatan.objects.filter(sanggahan=sanggahan).order_by("id"):
            garis = [*_keberatan(k), *garis]
        usulan = Usulan.objects.filter(hasil_sanggahan__sanggahan=sanggahan) | Usulan.objects.filter(
            hasil_sanggahan__keberatan__sanggahan=sanggahan
        )
        hasil = [
            {
                "waktu": u.dibuat_pada, "judul": f"Usulan {u.nomor}: {u.uraian}", "pelaku": "", "alasan": "",
                "catatan": LABEL_USULAN[S(u.status)], "warna": "info", "ikon": "list-details",
            }
            for u in usulan.order_by("-id")
        ]  # fmt: skip
    return hasil + garis


def _butir(j: Jejak, pelaku: str) -> dict:
    warna, ikon = RUPA[SS(j.ke)] if j.ke and j.ke != j.dari else ("info", "")
    beralasan = j.langkah in _PUTUSAN
    return {
        "waktu": j.pada,
        "judul": PERISTIWA[j.langkah],
        "pelaku": pelaku,
        "alasan": kata(j.alasan) if beralasan else "",
        "catatan": j.catatan if beralasan else "",
        "warna": "info" if warna == "peringatan" else warna,
        "ikon": ikon,
    }


def _pelaku(j: Jejak, nama: dict[int, str]) -> str:
    return f"{nama[j.oleh]}, {_kantor(j)}" if j.oleh in nama else _kantor(j)


def _kantor(j: Jejak) -> str:
    if j.oleh == SISTEM.pengguna_id:
        return "Sistem"
    return "Keluarga yang bersangkutan" if j.fungsi == "warga" else FUNGSI[j.fungsi].nama


def _keberatan(k: Keberatan) -> list[dict]:
    dasar = {"pelaku": "", "alasan": "", "catatan": "", "warna": "info", "ikon": ""}
    butir = [dasar | {"waktu": k.dibuat_pada, "judul": f"Keberatan {k.nomor} diajukan", "pelaku": k.get_pihak_display()}]
    if k.diputus_pada:
        putusan = {
            "waktu": k.diputus_pada, "judul": f"Keberatan {k.nomor} {k.get_status_display().lower()}",
            "pelaku": FUNGSI["kepala"].nama, "alasan": k.alasan_kata, "catatan": k.catatan, "warna": k.warna,
        }  # fmt: skip
        butir.insert(0, dasar | putusan)
    return butir
