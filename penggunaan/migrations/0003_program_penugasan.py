"""Another ministry asks for the recipients of programmes that its assignment names, and of no other: also for raw SQL."""

from django.db import migrations

from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak
from penggunaan.alur import ALUR_PERMINTAAN

PROGRAM_DITUGASKAN = """
  if f = 'kl' and l = 'ajukan' and exists (
    select from baru b where b.status = 'diajukan' and not exists (
      select from akun_penugasan p where p.pengguna_id = pelaku and p.status = 'aktif' and b.program_id = any (p.program))) then
    raise exception 'penggunaan_permintaan: program di luar penugasan' using errcode = 'insufficient_privilege';
  end if;
"""


class Migration(migrations.Migration):
    dependencies = [("penggunaan", "0002_jejak"), ("akun", "0010_bagian_tugas")]

    operations = [pasang_jejak("penggunaan_permintaan", urai_alur(ALUR_PERMINTAAN), saat_insert=PROGRAM_DITUGASKAN)]
