from django.db import migrations

from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak
from penggunaan.alur import ALUR_PERMINTAAN


class Migration(migrations.Migration):
    dependencies = [("penggunaan", "0001_initial"), ("dasar", "0002_jejak")]

    operations = [pasang_jejak("penggunaan_permintaan", urai_alur(ALUR_PERMINTAAN))]
