from django.urls import path

app_name = "verifikasi"

urlpatterns: list[path] = []
