from django.urls import path

from pemantauan import views_statistik

app_name = "statistik"

urlpatterns = [
    path("", views_statistik.statistik, name="statistik"),
    path("unduh/", views_statistik.unduh, name="unduh"),
    path("waktu/", views_statistik.waktu, name="waktu"),
]
