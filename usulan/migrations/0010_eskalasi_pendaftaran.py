"""A self-registration that the kabupaten/kota leaves lying goes up to the ministry."""

from importlib import import_module

from django.db import migrations, models

from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak
from usulan.alur_mandiri import ALUR_MANDIRI

_semula = import_module("usulan.migrations.0007_jejak_mandiri")

ESKALASI = """
  if l <> 'eskalasi'
     and exists (select from lama a join baru b using (id) where a.dieskalasi_pada is distinct from b.dieskalasi_pada) then
    raise exception 'tanda batas waktu pendaftaran tidak sah diubah' using errcode = 'check_violation';
  end if;
"""


class Migration(migrations.Migration):
    dependencies = [("usulan", "0009_pandangan_program")]

    operations = [
        migrations.AddField("pendaftaran", "dieskalasi_pada", models.DateTimeField(null=True)),
        pasang_jejak("usulan_pendaftaran", urai_alur(ALUR_MANDIRI), _semula.PEMOHON, _semula.PENDAFTARAN_TETAP + ESKALASI),
    ]
