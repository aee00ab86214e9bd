from django.urls import path

from usulan.views import lacak

app_name = "lacak"

urlpatterns = [path("", lacak.formulir, name="formulir")]
