from django.urls import path

from akun import views

app_name = "akun"

urlpatterns = [
    path("masuk/", views.masuk, name="masuk"),
    path("keluar/", views.keluar, name="keluar"),
    path("beranda/", views.beranda, name="beranda"),
    path("akun/", views.akun, name="akun"),
    path("akun/matriks/", views.matriks, name="matriks"),
    path("akun/sandi/", views.ganti_sandi, name="sandi"),
]
