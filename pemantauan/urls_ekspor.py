from django.urls import path

from pemantauan import views_ekspor

app_name = "ekspor"

urlpatterns = [
    path("", views_ekspor.daftar, name="daftar"),
    path("<int:pk>/", views_ekspor.rincian, name="rincian"),
    path("<int:pk>/unduh/", views_ekspor.unduh, name="unduh"),
]
