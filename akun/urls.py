from django.urls import path

app_name = "akun"

urlpatterns: list[path] = []
