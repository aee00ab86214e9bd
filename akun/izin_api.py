"""Who is asking, for the API: the right that an action needs, the person behind a token."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from akun.akses import boleh, penugasan_kini
from dasar.jangkauan import pakai_jangkauan


class SkemaToken(OpenApiAuthenticationExtension):
    """How the schema names the token."""

    target_class = "akun.token_api.TokenAuthentication"
    name = "tokenAuth"

    def get_security_definition(self, auto_schema) -> dict:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token dtks_…`, dibuat di halaman Token API. Membuka izin yang dipilih saat dibuat, sampai masanya.",
        }


def kenali_pelaku(request: Request) -> None:
    """Set `request.penugasan` and `request.pelaku` of whoever DRF found behind the request.

    The middleware knows the session only; a token is known first inside DRF, and then it alone says who acts.
    """
    if request.auth is not None:
        request.penugasan = penugasan_kini(request.user)
        request.pelaku = request.penugasan.pelaku if request.penugasan else None
        pakai_jangkauan(request.pelaku)
        # The middleware around the view sees the bare request only (dasar.penolakan).
        request._request.pelaku = request.pelaku


class Berizin(BasePermission):
    """Lets pass who holds one of the rights that the view's `izin` names for the action (or method).

    The default of every API view, and closed by default: an action that `izin` does not name is refused.
    """

    def has_permission(self, request: Request, view) -> bool:
        if not request.user.is_authenticated:
            return False
        kenali_pelaku(request)
        langkah = getattr(view, "action", request.method)
        if request.method == "OPTIONS" or langkah is None or not hasattr(view, request.method.lower()):
            return True  # nothing answers this method here: DRF says 405
        return boleh(request, *view.izin.get(langkah, ()))


class BerizinSesi(Berizin):
    """The same for whoever sits at the portal: a token, which others may hold, does not count."""

    def has_permission(self, request: Request, view) -> bool:
        return request.auth is None and super().has_permission(request, view)
