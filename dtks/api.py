"""The REST API, version 1. Apps are named by string; the wiring imports none of them."""

from django.urls import include, path
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView

skema = extend_schema(exclude=True)(SpectacularAPIView).as_view()

urlpatterns = [
    path("skema/", skema, name="api-skema"),
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
