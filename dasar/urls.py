from django.urls import path

app_name = "dasar"

urlpatterns: list[path] = []
