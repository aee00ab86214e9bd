"""The page that asks what an export is for, and queues it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dasar.forms import EksporForm
from dasar.pengeksporan import minta_ekspor, nama_jenis


def jawab_minta(
    request: HttpRequest, jenis: str, argumen: dict, *, saringan: str, cakupan: str, boleh_penuh: bool, kembali: str
) -> HttpResponse:
    """Ask for form, extent and purpose of an export of `jenis`; once given, queue it and go to its job.

    The rows are those of `argumen` in the actor's area, `saringan` says them in words, `kembali` leads to the list.
    """
    formulir = EksporForm(request.POST if request.method == "POST" else None, boleh_penuh=boleh_penuh)
    if formulir.is_valid():
        isi = {"penuh": False} | formulir.cleaned_data
        ekspor = minta_ekspor(jenis, argumen, saringan=saringan, cakupan=cakupan, oleh=request.pelaku, **isi)
        lanjut = urlencode({"lanjut": reverse("ekspor:rincian", args=[ekspor.pk])})
        return redirect(f"{reverse('dasar:pekerjaan', args=[ekspor.pekerjaan_id])}?{lanjut}")
    konteks = {
        "formulir": formulir,
        "judul": f"Ekspor {nama_jenis(jenis).lower()}",
        "saringan": saringan or "seluruh daftar, tanpa saringan",
        "kembali": kembali,
        "remah": [(nama_jenis(jenis), kembali), ("Ekspor", "")],
    }
    return render(request, "ekspor/minta.html", konteks, status=422 if formulir.is_bound else 200)
