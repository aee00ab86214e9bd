"""Way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from akun.akses import boleh, butuh_izin


@require_safe
@butuh_izin("periksa_kelengkapan", "putuskan_usulan", "susun_batch", "sahkan_batch", "pantau_wilayah")
def muka(request: HttpRequest) -> HttpResponse:
    """/verval/: to the list that is this function's own work."""
    if boleh(request, "periksa_kelengkapan"):
        return redirect("verval:kelengkapan_daftar")
    return redirect("verval:antrean" if boleh(request, "putuskan_usulan") else "verval:batch_daftar")
