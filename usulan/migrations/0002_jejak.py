"""Events and the rules that span rows: the sealed list, the four documents, the age of the deliberation."""

from django.db import migrations

from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak
from usulan.alur import ALUR, ALUR_MUSYAWARAH

# The share lock meets the row lock of the act that seals: either the name comes first, or it does not come.
DAFTAR_TERBUKA = """
  perform 1 from usulan_musyawarah m where m.id in (select musyawarah_id from baru) for share;
  if exists (select from baru b join usulan_musyawarah m on m.id = b.musyawarah_id
              where m.status <> 'disusun' or m.wilayah_id <> b.wilayah_id) then
    raise exception 'daftar usulan sudah disegel bersama musyawarahnya' using errcode = 'check_violation';
  end if;
"""

TETAP_PADA_TEMPATNYA = """
  if exists (select from lama l join baru b using (id)
              where l.musyawarah_id <> b.musyawarah_id or l.wilayah_id <> b.wilayah_id or l.dibuat_oleh_id <> b.dibuat_oleh_id) then
    raise exception 'usulan tidak berpindah musyawarah, wilayah, atau pembuat' using errcode = 'check_violation';
  end if;
"""

# Kepmensos 73/HUK/2024: four documents, at least one deliberation in three months (92 days).
SYARAT_AJU = """
  if exists (
    select from lama l join baru b using (id)
     where l.status = 'disusun' and b.status = 'diajukan'
       and (b.tanggal > (now() at time zone 'Asia/Jakarta')::date
            or b.tanggal < (now() at time zone 'Asia/Jakarta')::date - 92
            or (select count(distinct d.jenis) from usulan_dokumenmusyawarah d
                 where d.musyawarah_id = b.id and d.digantikan_pada is null) < 4
            or not exists (select from usulan_usulan u where u.musyawarah_id = b.id and u.status = 'diajukan'))) then
    raise exception 'musyawarah diajukan tanpa empat dokumen, tanpa usulan, atau di luar masa berlakunya'
      using errcode = 'check_violation';
  end if;
"""


class Migration(migrations.Migration):
    dependencies = [("usulan", "0001_initial"), ("dasar", "0002_jejak")]

    operations = [
        pasang_jejak("usulan_usulan", urai_alur(ALUR), DAFTAR_TERBUKA, TETAP_PADA_TEMPATNYA, banyak_baris=True),
        pasang_jejak("usulan_musyawarah", urai_alur(ALUR_MUSYAWARAH), saat_update=SYARAT_AJU),
        migrations.RunSQL("alter table usulan_barisimpor set unlogged", "alter table usulan_barisimpor set logged"),
    ]
