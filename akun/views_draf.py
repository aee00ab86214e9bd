"""What was typed and not sent: kept while typing, shown after signing in again, sent once more or thrown away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from akun.draf import buang_draf, buka_draf, draf_milik, simpan_draf
from dasar.templatetags.siks import nik_samar


def _tampil(nilai: list[str]) -> str:
    """As the page shows it: numbers of persons masked, long texts cut."""
    return ", ".join(nik_samar(n) if len(n) == 16 and n.isdigit() else n[:200] for n in nilai if n.strip())


@never_cache
@require_safe
def draf(request: HttpRequest) -> HttpResponse:
    """The person's drafts; each can be sent to where it was going, with what was typed in hidden fields."""
    lanjut = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(lanjut, {request.get_host()}, require_https=request.is_secure()):
        lanjut = "/beranda/"
    butir = [
        {
            "draf": satu.draf,
            "kirim": [(nama, n) for nama, nilai in satu.isi for n in nilai],
            "tampil": [(n.replace("_", " ").capitalize(), t) for n, v in satu.isi if (t := _tampil(v))],
            "berkas": [nama.replace("_", " ") for nama in satu.berkas],
        }
        for satu in map(buka_draf, draf_milik(request.user.pk))
    ]
    return render(request, "akun/draf.html", {"butir": butir, "lanjut": lanjut})


@require_POST
def draf_simpan(request: HttpRequest) -> HttpResponse:
    """The page keeps a changed form. `_jalur`: where the form goes; `_berkas`: names of its file fields that hold files."""
    isi = request.POST.copy()
    jalur, berkas = isi.pop("_jalur", [""])[-1], isi.pop("_berkas", [])
    return JsonResponse({"tersimpan": simpan_draf(request.user.pk, jalur, isi, berkas, otomatis=True)})


@require_POST
def draf_buang(request: HttpRequest, pk: int) -> HttpResponse:
    baris = get_object_or_404(draf_milik(request.user.pk), pk=pk)
    buang_draf(request.user.pk, baris.jalur)
    messages.success(request, "Isian itu sudah dibuang.")
    return redirect("akun:draf" if draf_milik(request.user.pk).exists() else "akun:beranda")
