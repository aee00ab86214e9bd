from django.urls import path

from dasar import views

app_name = "dasar"

urlpatterns = [
    path("", views.depan, name="depan"),
    path("bantuan/", views.bantuan, name="bantuan"),
    path("bantuan/aksesibilitas/", views.aksesibilitas, name="aksesibilitas"),
    path("bantuan/privasi/", views.privasi, name="privasi"),
    path("pekerjaan/<int:pk>/", views.pekerjaan, name="pekerjaan"),
]
