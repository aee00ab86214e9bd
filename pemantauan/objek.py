"""Finding an object by what stands on its paper, and the events that belong to it."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from dasar.jejak import Pelaku
from dasar.models import Ekspor, Jejak
from dasar.pengeksporan import TABEL as EKSPOR
from dasar.periode import urai
from dtks.register.kunci import samarkan
from pemantauan.penelusuran import USULAN, sasaran_usulan
from penetapan.models import Penetapan
from usulan.models import Musyawarah, Usulan
from usulan.nomor import urai_tanda_terima
from verval.models import Batch

MASA_PERMINTAAN = dt.timedelta(days=90)
_PERMINTAAN = re.compile(r"[A-Za-z0-9._-]{8,36}")


@dataclass(frozen=True, slots=True)
class Objek:
    """What was found: how it is called, where its page is ('' without one), the person it is about, its events."""

    nama: str
    tabel: str
    nomor: int | None
    jejak: QuerySet[Jejak]
    wilayah: str = ""
    url: str = ""
    nik: str = ""
    url_orang: str = ""


def temukan(pelaku: Pelaku, jenis: str, nomor: str) -> Objek | None:
    """The object of this kind and number; None when there is none. Numbers are taken as people write them."""
    return _CARI[jenis](pelaku, nomor.strip())


def _nomor_baris(teks: str) -> int | None:
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 19 else None


def _milik(tabel: str, nomor: int) -> QuerySet[Jejak]:
    return Jejak.objects.filter(tabel=tabel, objek=nomor)


def _usulan(pelaku: Pelaku, teks: str) -> Objek | None:
    nomor = urai_tanda_terima(teks)
    u = Usulan.objects.terlihat_oleh(pelaku).filter(pk=nomor).first() if nomor is not None else None
    if u is None:
        return None
    return Objek(
        f"Usulan {u.nomor}: {u.nama}, {u.uraian}",
        USULAN,
        u.pk,
        Jejak.objects.filter(Q(tabel=USULAN, objek=u.pk) | sasaran_usulan([u.pk])),
        u.wilayah_id,
        reverse("usulan:rincian", args=[u.pk]),
        u.nik,
        reverse("pemantauan:orang", args=[samarkan("nik", u.nik)]),
    )


def _musyawarah(pelaku: Pelaku, teks: str) -> Objek | None:
    nomor = _nomor_baris(teks)
    syarat = Q(nomor_berita_acara__iexact=teks) | (Q(pk=nomor) if nomor is not None else Q())
    m = Musyawarah.objects.terlihat_oleh(pelaku).filter(syarat).order_by("-id").first()
    if m is None:
        return None
    url = reverse("usulan:musyawarah_rincian", args=[m.pk])
    nama = f"{m}, berita acara {m.nomor_berita_acara}"
    return Objek(nama, "usulan_musyawarah", m.pk, _milik("usulan_musyawarah", m.pk), m.wilayah_id, url)


def _berkas(pelaku: Pelaku, teks: str) -> Objek | None:
    nomor = _nomor_baris(teks)
    syarat = Q(nomor_surat__iexact=teks) | Q(kode_verifikasi=teks.upper()) | (Q(pk=nomor) if nomor is not None else Q())
    b = Batch.objects.terlihat_oleh(pelaku).filter(syarat).order_by("-id").first()
    if b is None:
        return None
    url = reverse("verval:batch_rincian", args=[b.pk])
    return Objek(str(b), "verval_batch", b.pk, _milik("verval_batch", b.pk), b.wilayah_id, url)


def _penetapan(pelaku: Pelaku, teks: str) -> Objek | None:
    try:
        bulan = Q(periode=urai(teks))
    except ValueError:
        bulan = Q(nomor_sk__iexact=teks) | Q(kode_verifikasi=teks.upper())
    p = Penetapan.objects.filter(bulan).first()
    if p is None:
        return None
    url = reverse("penetapan:rincian", args=[p.pk])
    nama = f"{p}, keputusan {p.nomor_sk}"
    return Objek(nama, "penetapan_penetapan", p.pk, _milik("penetapan_penetapan", p.pk), p.wilayah_id, url)


def _ekspor(pelaku: Pelaku, teks: str) -> Objek | None:
    e = Ekspor.objects.filter(kode=teks.upper()).first()
    if e is None:
        return None
    url = reverse("ekspor:rincian", args=[e.pk])
    return Objek(f"Ekspor {e.kode} oleh {e.nama_pengguna}", EKSPOR, e.pk, _milik(EKSPOR, e.pk), e.cakupan, url)


def _permintaan(pelaku: Pelaku, teks: str) -> Objek | None:
    if not _PERMINTAAN.fullmatch(teks):
        return None
    # No index holds these numbers: a summary of the time keeps the search short.
    jejak = Jejak.objects.filter(permintaan=teks, pada__gte=timezone.now() - MASA_PERMINTAAN)
    return Objek(f"Permintaan {teks}", "", None, jejak) if jejak.exists() else None


_CARI = {
    "usulan": _usulan,
    "musyawarah": _musyawarah,
    "berkas": _berkas,
    "penetapan": _penetapan,
    "ekspor": _ekspor,
    "permintaan": _permintaan,
}
