"""A registration that waits past its day goes up to Pusdatin."""

from importlib import import_module

from django.db import migrations, models

from akun.alur import ALUR_PENDAFTARAN
from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak

_semula = import_module("akun.migrations.0007_warga")

# Pusdatin decides what went up, and nothing else goes up or down but by the night and by being sent anew.
ESKALASI = """
  if f = 'pusdatin' and exists (select from baru where dieskalasi_pada is null) then
    raise exception 'akun_pendaftaran: belum lewat batas waktu kabupaten/kota' using errcode = 'insufficient_privilege';
  end if;
  if l not in ('eskalasi_pendaftaran', 'kirim_pendaftaran')
     and exists (select from lama a join baru b using (id) where a.dieskalasi_pada is distinct from b.dieskalasi_pada) then
    raise exception 'akun_pendaftaran: tanda batas waktu tidak sah diubah' using errcode = 'insufficient_privilege';
  end if;
"""


class Migration(migrations.Migration):
    dependencies = [("akun", "0010_bagian_tugas")]

    operations = [
        migrations.AddField("pendaftaran", "dieskalasi_pada", models.DateTimeField(null=True)),
        pasang_jejak("akun_pendaftaran", urai_alur(ALUR_PENDAFTARAN), saat_update=_semula._TETAP + ESKALASI),
    ]
