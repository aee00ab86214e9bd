from django.urls import path

from dtks.register import views

app_name = "register"

urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("individu/<str:kunci>/", views.individu, name="individu"),
    path("keluarga/<str:kunci>/", views.keluarga, name="keluarga"),
]
