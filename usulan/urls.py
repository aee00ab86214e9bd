from django.urls import path

app_name = "usulan"

urlpatterns: list[path] = []
