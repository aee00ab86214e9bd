from django.urls import path

from penggunaan import views, views_kabar

app_name = "penggunaan"

urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("kabar/", views_kabar.daftar, name="kabar"),
    path("kabar/henti/", views_kabar.henti, name="kabar_henti"),
    path("ajukan/", views.ajukan, name="ajukan"),
    path("<int:pk>/", views.rincian, name="rincian"),
    path("<int:pk>/putuskan/", views.putuskan, name="putuskan"),
    path("<int:pk>/serahkan/", views.serahkan, name="serahkan"),
    path("<int:pk>/laporkan/", views.laporkan, name="laporkan"),
    path("<int:pk>/batalkan/", views.batalkan, name="batalkan"),
    path("<int:pk>/unduh/", views.unduh, name="unduh"),
    path("<int:pk>/dokumen/<slug:nama>/", views.dokumen, name="dokumen"),
]
