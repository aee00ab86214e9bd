from django.db import migrations

from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak
from verval.alur import ALUR_BATCH

# A batch is signed with what it holds, never empty.
ISI_SESUAI = """
  if exists (
    select from lama l join baru b using (id)
     where l.status = 'disusun' and b.status = 'disahkan'
       and b.jumlah <> (select count(*) from verval_itembatch i where i.batch_id = b.id and i.dikeluarkan_pada is null)) then
    raise exception 'jumlah yang disahkan tidak sama dengan isi berkas' using errcode = 'check_violation';
  end if;
"""


class Migration(migrations.Migration):
    dependencies = [("verval", "0001_initial"), ("dasar", "0002_jejak")]

    operations = [pasang_jejak("verval_batch", urai_alur(ALUR_BATCH), saat_update=ISI_SESUAI)]
