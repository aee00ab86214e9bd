"""Drawing sampled case files: the frame, the seed, and the drawings made so far. For the auditor alone."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from akun.akses import butuh_izin
from dasar import periode as bulan
from dasar.galat import Ditolak
from dasar.halaman import potong
from dasar.models import Ekspor
from pemantauan import sampel
from pemantauan.forms import SampelForm
from pemantauan.views_ekspor import keadaan
from penetapan.models import Penetapan


@butuh_izin("lihat_jejak")
@butuh_izin("ekspor_data")
@require_http_methods(["GET", "HEAD", "POST"])
def muka(request: HttpRequest) -> HttpResponse:
    """The form with the drawings below it; a drawing goes to its job."""
    periode = list(Penetapan.objects.order_by("-periode").values_list("periode", flat=True))
    formulir = SampelForm(request.POST if request.method == "POST" else None, bulan=[(p, bulan.nama(p)) for p in periode])
    status = 422 if formulir.is_bound else 200
    if formulir.is_valid():
        isi = formulir.cleaned_data
        wilayah = isi["wilayah"].kode if isi["wilayah"] else request.pelaku.wilayah
        kerangka = sampel.Kerangka(isi["dari"], isi["sampai"], wilayah, isi["jenis"])
        try:
            ekspor = sampel.minta(
                kerangka, isi["jumlah"], benih=isi["benih"], keterangan=isi["keterangan"], oleh=request.pelaku
            )
        except Ditolak as galat:
            formulir.add_error(None, galat.pesan)
            status = 409
        else:
            lanjut = urlencode({"lanjut": reverse("ekspor:rincian", args=[ekspor.pk])})
            return redirect(f"{reverse('dasar:pekerjaan', args=[ekspor.pekerjaan_id])}?{lanjut}")
    semua = Ekspor.objects.filter(jenis=sampel.JENIS).select_related("berkas", "pekerjaan")
    halaman = potong(semua, request, urut=("-id",), jumlah=20)
    for e in halaman.baris:
        e.keadaan = keadaan(e)
    konteks = {
        "formulir": formulir,
        "ada_bulan": bool(periode),
        "halaman": halaman,
        "remah": [("Jejak", reverse("pemantauan:muka")), ("Sampel berkas perkara", "")],
    }
    return render(request, "pemantauan/sampel.html", konteks, status=status)
