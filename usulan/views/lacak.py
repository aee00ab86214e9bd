"""Follow a proposal by its receipt: public, no sign-in."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from dasar.bahasa import dua_bahasa
from dasar.publik import layani
from usulan.forms.lacak import LacakForm
from usulan.lacak import kenali, lacak


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@dua_bahasa
def formulir(request: HttpRequest) -> HttpResponse:
    """Ask by receipt number and birth date; both travel in the body, never in an address."""

    def cari(form: LacakForm) -> dict:
        return {"perjalanan": lacak(form.cleaned_data["nomor"], form.cleaned_data["tanggal_lahir"])}

    def subjek(form: LacakForm) -> Iterable[tuple[str, str]]:
        # As one types it may be written in many ways; the limit counts the row.
        pelacak, pk = kenali(form.cleaned_data["nomor"])
        return (("lacak-subjek", f"{pelacak.cari.__name__}:{pk}"),)

    return layani(request, LacakForm, "publik/lacak.html", cari, subjek, {})
