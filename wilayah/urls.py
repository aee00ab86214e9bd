from django.urls import path

from wilayah import views

app_name = "wilayah"

urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("rantai/", views.rantai, name="rantai"),
]
