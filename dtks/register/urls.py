from django.urls import path

from dtks.register import views, views_ekspor

app_name = "register"

urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("ekspor/", views_ekspor.minta, name="ekspor"),
    path("bnba/", views_ekspor.bnba, name="bnba"),
    path("individu/<str:kunci>/", views.individu, name="individu"),
    path("individu/<str:kunci>/nomor/", views.buka_nomor, name="buka_nomor"),
    path("keluarga/<str:kunci>/", views.keluarga, name="keluarga"),
]
