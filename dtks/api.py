"""The REST API, version 1. Apps are named by string; the wiring imports none of them."""

from functools import cache

from django.http import HttpResponse
from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


@cache
def _dokumen(penulis: type[BaseRenderer]) -> bytes:
    return penulis().render(SchemaGenerator().get_schema(public=True), renderer_context={})


@extend_schema(exclude=True)
class SkemaView(SpectacularAPIView):
    """The OpenAPI document. It depends on nothing but the code, so it is written once per process and format."""

    def _get_schema_response(self, request: Request) -> HttpResponse:
        penulis = request.accepted_renderer
        nama = self._get_filename(request, "")
        return HttpResponse(
            _dokumen(type(penulis)),
            content_type=penulis.media_type,
            headers={"Content-Disposition": f'inline; filename="{nama}"'},
        )


urlpatterns = [
    path("skema/", SkemaView.as_view(), name="api-skema"),
    path("", include("dasar.api.urls")),
    path("", include("wilayah.api")),
    path("", include("akun.api")),
    path("register/", include("dtks.register.api")),
    path("", include("usulan.api.urls")),
    path("", include("verval.api.urls")),
    path("", include("sanggahan.api.urls")),
    path("", include("penetapan.api.urls")),
    path("", include("penggunaan.api")),
]
