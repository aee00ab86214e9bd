"""Public pages, and the progress of a job. Neither depends on a function."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dasar.bahasa import dua_bahasa
from dasar.models import Pekerjaan

# How a proposal travels, in five words and one sentence each (Permensos 3/2021, Pasal 5-12).
PERJALANAN = (
    (
        _("Diusulkan"),
        _("Musyawarah desa atau kelurahan membahas nama-nama, lalu desa/kelurahan mengajukannya dengan berita acara."),
    ),
    (_("Diverifikasi"), _("Dinas sosial kabupaten/kota memeriksa kelengkapan dan kelayakan setiap usulan.")),
    (_("Disahkan"), _("Kepala perangkat daerah mengesahkan hasilnya dengan surat pengesahan.")),
    (_("Dinilai"), _("Kementerian Sosial memeriksa lima kriteria integritas data.")),
    (_("Ditetapkan"), _("Menteri Sosial menetapkan DTKS setiap bulan.")),
)


@login_not_required
@require_safe
@dua_bahasa
def depan(request: HttpRequest) -> HttpResponse:
    return render(request, "publik/depan.html", {"perjalanan": PERJALANAN, "galat": None})


@login_not_required
@require_safe
@dua_bahasa
def bantuan(request: HttpRequest) -> HttpResponse:
    return render(request, "publik/bantuan.html", {"perjalanan": PERJALANAN, "galat": None})


@login_not_required
@require_safe
@dua_bahasa
def aksesibilitas(request: HttpRequest) -> HttpResponse:
    return render(request, "publik/aksesibilitas.html", {"galat": None})


@login_not_required
@require_safe
@dua_bahasa
def privasi(request: HttpRequest) -> HttpResponse:
    return render(request, "publik/privasi.html", {"galat": None})


@never_cache
@require_safe
def pekerjaan(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one's own job is; for htmx only the part that changes. `?lanjut=` is a local path: where its button goes.

    A job of somebody else does not exist here (404).
    """
    kerja = get_object_or_404(Pekerjaan, pk=pk, pengguna=request.user.pk)
    lanjut = request.GET.get("lanjut", "")
    if not (lanjut.startswith("/") and url_has_allowed_host_and_scheme(lanjut, None)):
        lanjut = ""
    konteks = {
        "kerja": kerja,
        "judul": kerja.jenis.replace("_", " ").capitalize(),
        "alamat": request.get_full_path(),
        "lanjut": lanjut or kerja.hasil.get("url") or kerja.argumen.get("kembali", ""),
        "rincian": kerja.hasil.get("rincian", []) if kerja.status == Pekerjaan.Status.GAGAL else [],
    }
    templat = "dasar/_pekerjaan.html" if request.htmx else "dasar/pekerjaan.html"
    jawaban = render(request, templat, konteks)
    patch_vary_headers(jawaban, ["HX-Request"])
    return jawaban
