"""The answer that shows one record's numbers in full: the page, or for htmx the part of it that changes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dasar.forms import TujuanForm
from dasar.galat import Ditolak
from dasar.pembukaan import buka_nomor, isi_nomor


def jawab_buka_nomor(request: HttpRequest, tabel: str, objek: int | None, orang, *, wilayah: str, kembali: str) -> HttpResponse:
    """Open the numbers of `orang` (nik, nomor_kk, ibu_kandung, nama) for the purpose that was posted.

    Nothing of it is kept: neither by the portal nor by the browser. `kembali` leads back to the masked record. A refusal
    is shown where the form stood.
    """
    formulir, pesan, isi, status = TujuanForm(request.POST), "", [], 422
    if formulir.is_valid():
        try:
            buka_nomor(tabel, objek, orang.nik, wilayah=wilayah, oleh=request.pelaku, **formulir.cleaned_data)
        except Ditolak as galat:
            # htmx shows a 422 in place; whoever came without it is told the true state.
            pesan, status = galat.pesan, 422 if request.htmx else 409
        else:
            isi, status = isi_nomor(orang.nik, orang.nomor_kk, orang.ibu_kandung), 200
    konteks = {
        "nama": orang.nama,
        "formulir": formulir,
        "isi": isi,
        "pesan": pesan,
        "aksi": request.path,
        "kembali": kembali,
        "remah": [(orang.nama, kembali), ("Data lengkap", "")],
    }
    jawaban = render(request, "dasar/_nomor.html" if request.htmx else "dasar/nomor.html", konteks, status=status)
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban
