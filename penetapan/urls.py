from django.urls import path

app_name = "penetapan"

urlpatterns: list[path] = []
