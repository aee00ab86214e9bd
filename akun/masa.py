"""The end of terms: told 30 and 7 days before, carried out the night after."""

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from akun import hak, kelayakan
from akun.alur import AKHIRI, AKTIF, DITANGGUHKAN
from akun.fungsi import FUNGSI, F
from akun.models import PemberitahuanMasa, Penugasan
from akun.sesi import akhiri_sesi_tanpa_tugas
from akun.surel import kirim_setelah_simpan
from akun.undangan import kedaluwarsakan
from dasar.alur import jalankan
from dasar.jejak import SISTEM
from dasar.templatetags.siks import tanggal

# Days before the end of a term at which one is told.
AMBANG = (30, 7)


def jaga() -> dict[str, int]:
    """What the night does with terms: end those that are over, close stale invitations, tell of those that end soon."""
    return {"berakhir": akhiri_yang_lewat(), "kedaluwarsa": kedaluwarsakan(SISTEM), "diberitahu": beri_tahu()}


@transaction.atomic
def akhiri_yang_lewat() -> int:
    """End every assignment whose last day has passed, with its rights. A few statements for any number."""
    lewat = dict(
        Penugasan.objects.filter(status__in=(AKTIF, DITANGGUHKAN), selesai__lt=timezone.localdate()).values_list(
            "pk", "pengguna_id"
        )
    )
    if lewat:
        baris = Penugasan.objects.filter(pk__in=lewat)
        jalankan(baris, AKHIRI, oleh=SISTEM, alasan="masa_habis", catatan="Masa tugas habis.")
        # Whoever has meanwhile begun another term has an assignment again, and its rights.
        hak.cabut(list(lewat.values()))
        hak.beri(Penugasan.objects.filter(status=AKTIF, pengguna__in=lewat.values()))
        akhiri_sesi_tanpa_tugas(lewat.values())
        kelayakan.tutup_temuan(list(lewat), "Masa tugas habis.")
    return len(lewat)


@transaction.atomic
def beri_tahu() -> int:
    """One mail to each officer whose term ends within a threshold not yet told of, one to each administrator for all of
    his. Returns how many officers were told."""
    hari_ini = timezone.localdate()
    segera = list(
        Penugasan.objects.filter(status=AKTIF, selesai__range=(hari_ini, hari_ini + dt.timedelta(days=max(AMBANG))))
        .exclude(fungsi=F.WARGA)
        .select_related("pengguna", "wilayah")
    )
    sudah = set(PemberitahuanMasa.objects.filter(penugasan__in=segera).values_list("penugasan_id", "ambang"))
    # A term shorter than a threshold skips it: only the nearest one is told.
    baru = []
    for p in segera:
        ambang = min(a for a in AMBANG if p.selesai <= hari_ini + dt.timedelta(days=a))
        if (p.pk, ambang) not in sudah:
            baru.append((p, ambang))
    PemberitahuanMasa.objects.bulk_create(PemberitahuanMasa(penugasan=p, ambang=a) for p, a in baru)
    for p, _ in baru:
        kirim_setelah_simpan(
            p.pengguna.email,
            "masa tugas Anda segera berakhir",
            f"Yth. {p.pengguna.nama},\n\nMasa tugas Anda sebagai {FUNGSI[p.fungsi].nama}, {p.wilayah.nama_lengkap}, berakhir"
            f" {tanggal(p.selesai)}. Setelah hari itu akun Anda tidak membuka data apa pun. Bila tugas dilanjutkan, mintalah"
            " surat keputusan baru dan serahkan kepada admin Anda.\n",
        )
    _beri_tahu_pengangkat([p for p, _ in baru])
    return len(baru)


def _beri_tahu_pengangkat(segera: list[Penugasan]) -> None:
    if not segera:
        return
    fungsi = {f for p in segera for f in FUNGSI[p.fungsi].diangkat_oleh}
    untuk: dict[str, int] = defaultdict(int)
    for admin in Penugasan.objects.berlaku().filter(fungsi__in=fungsi).select_related("pengguna"):
        untuk[admin.pengguna.email] += sum(
            admin.fungsi in FUNGSI[p.fungsi].diangkat_oleh and admin.pelaku.mencakup(p.wilayah_id) for p in segera
        )
    for surel, jumlah in untuk.items():
        if jumlah:
            kirim_setelah_simpan(
                surel,
                f"masa tugas {jumlah} petugas segera berakhir",
                f"Masa tugas {jumlah} petugas yang Anda angkat segera berakhir. Buka menu Petugas di portal, lalu perpanjang"
                " masa tugasnya atau serahkan tugasnya kepada penerus.\n",
            )
