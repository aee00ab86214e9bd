from django.db import migrations

from akun.alur import ALUR
from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak


class Migration(migrations.Migration):
    dependencies = [("akun", "0001_initial"), ("dasar", "0002_jejak")]

    operations = [pasang_jejak("akun_penugasan", urai_alur(ALUR))]
