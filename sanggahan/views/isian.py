"""One page for every act with a form: show, check, act, and on a refusal show again with what was typed."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dasar.galat import Ditolak


def isian(
    request: HttpRequest,
    formulir: Form,
    lakukan: Callable[[dict], HttpResponse],
    konteks: dict,
    template: str = "sanggahan/isian.html",
) -> HttpResponse:
    """Answer a form's page. `lakukan(cleaned_data)` acts and answers; its Ditolak is shown above the form with status 409."""
    galat = None
    if formulir.is_bound and formulir.is_valid():
        try:
            return lakukan(formulir.cleaned_data)
        except Ditolak as tolak:
            galat = tolak
    bawaan = {"keterangan": "", "rincian": [], "gaya": "", "ikon": "", "kembali": "", "peta": False, "orang": ""}
    status = 409 if galat else 422 if formulir.is_bound else 200
    return render(request, template, bawaan | konteks | {"formulir": formulir, "galat": galat}, status=status)


def kiriman(request: HttpRequest) -> tuple:
    """Arguments of a form: what was posted with its files, or nothing for a GET."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
