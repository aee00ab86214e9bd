"""Fetching within the reader's area: what lies outside it does not exist."""

from django.contrib import messages
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from dasar.bacaan import LIHAT
from dasar.jejak import catat
from dasar.subjek import sidik
from dasar.templatetags.siks import tanggal
from usulan.linimasa import TABEL
from usulan.models import Musyawarah, Usulan


def ambil_musyawarah(request: HttpRequest, pk: int) -> Musyawarah:
    return get_object_or_404(Musyawarah.objects.terlihat_oleh(request.pelaku).select_related("wilayah"), pk=pk)


def ambil_usulan(request: HttpRequest, pk: int) -> Usulan:
    return get_object_or_404(
        Usulan.objects.terlihat_oleh(request.pelaku).select_related("musyawarah", "wilayah", "program"), pk=pk
    )


def ambil_dari_musyawarah(request: HttpRequest, pk: int) -> Usulan:
    """A proposal that a deliberation carries: what is verified directly is not the village's to mend or withdraw."""
    usulan = ambil_usulan(request, pk)
    if usulan.musyawarah_id is None:
        raise Http404
    return usulan


def catat_lihat(request: HttpRequest, usulan: Usulan) -> None:
    """The event of opening one proposal."""
    catat(request.pelaku, LIHAT, TABEL, usulan.pk, usulan.wilayah_id, subjek=sidik(usulan.nik))


def kembali(request: HttpRequest, musyawarah: Musyawarah, pesan: str = ""):
    """Back to the deliberation, with a refusal when one is given."""
    if pesan:
        messages.error(request, pesan)
    return redirect("usulan:musyawarah_rincian", musyawarah.pk)


def remah_musyawarah(musyawarah: Musyawarah, *ujung: str) -> list[tuple[str, str]]:
    """Breadcrumb from the list of deliberations down to a page of this one."""
    return [
        ("Musyawarah", reverse("usulan:musyawarah_daftar")),
        (nama_musyawarah(musyawarah), reverse("usulan:musyawarah_rincian", args=[musyawarah.pk]) if ujung else ""),
        *((teks, "") for teks in ujung),
    ]


def nama_musyawarah(musyawarah: Musyawarah, *, awal_kecil: bool = False) -> str:
    """`Musyawarah desa 14 November 2026`; within a sentence it begins with a small letter."""
    jenis = musyawarah.get_jenis_display()
    return f"{jenis.lower() if awal_kecil else jenis} {tanggal(musyawarah.tanggal)}"


def kiriman(request: HttpRequest) -> QueryDict | None:
    """What was posted, also when it is empty; None for a GET, so that a form stays unbound."""
    return request.POST if request.method == "POST" else None
