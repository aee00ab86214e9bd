"""The part of one's area that a page of counts shows: `?wilayah=` goes down one level at a time."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from dasar.jejak import NEGARA
from wilayah import kode as kode_wilayah
from wilayah.fields import kode_sah
from wilayah.models import Wilayah


@dataclass(frozen=True, slots=True)
class Area:
    """The chosen region, and the regions between it and the actor's own area, nearest last."""

    wilayah: Wilayah
    atas: list[Wilayah]

    @property
    def kode(self) -> str:
        return self.wilayah.kode

    @property
    def nama(self) -> str:
        return "Indonesia" if self.kode == NEGARA else str(self.wilayah)

    def remah(self, judul: str, url: str, kueri: str = "") -> list[tuple[str, str]]:
        """Breadcrumb from the whole area of the actor down to the chosen one."""
        if not self.atas:
            return [(judul, "")]
        tambah = f"&{kueri}" if kueri else ""
        butir = [(judul, f"{url}?{kueri}")]
        butir += [(str(w), f"{url}?wilayah={w.kode}{tambah}") for w in self.atas[1:]]
        return [*butir, (self.nama, "")]


def area_terpilih(request: HttpRequest) -> Area:
    """The region that the address names, inside the area of the actor; that area itself without a name. Else 404."""
    dasar = request.pelaku.wilayah
    kode = request.GET.get("wilayah", "") or dasar
    if not (kode_sah(kode) and kode_wilayah.memuat(dasar, kode) and request.pelaku.mencakup(kode)):
        raise Http404
    jalur = [k for k in (NEGARA, *kode_wilayah.jalur(kode)) if kode_wilayah.memuat(dasar, k)]
    ada = Wilayah.objects.in_bulk(jalur)
    if kode not in ada:
        raise Http404
    urut = [ada[k] for k in dict.fromkeys(jalur) if k in ada]
    return Area(urut[-1], urut[:-1])
