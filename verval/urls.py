from django.urls import path

app_name = "verval"

urlpatterns: list[path] = []
