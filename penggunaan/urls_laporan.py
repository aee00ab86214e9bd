from django.urls import path

from penggunaan import views_laporan

app_name = "laporan"

urlpatterns = [
    path("", views_laporan.muka, name="muka"),
    path("langganan/", views_laporan.langganan, name="langganan"),
    path("<slug:bentuk>/", views_laporan.unduh, name="unduh"),
]
