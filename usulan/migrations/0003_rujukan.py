from django.db import migrations

from usulan.rujukan import muat_rujukan


def muat(apps, _):
    muat_rujukan(apps.get_model("dtks", "Program"), apps.get_model("usulan", "KodeAlasan"))


class Migration(migrations.Migration):
    dependencies = [("usulan", "0002_jejak"), ("dtks", "0001_initial")]

    operations = [migrations.RunPython(muat, migrations.RunPython.noop)]
