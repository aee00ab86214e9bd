"""Events, and the versions of the register tied to the determinations that opened and closed them."""

from django.db import migrations

from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak
from penetapan.alur import ALUR_PENETAPAN

VERSI = ("dtks_keluarga", "dtks_individu", "dtks_kepesertaan")

# Monthly and in order: only the month after the last, never a future one (Pasal 12(3)).
BERURUTAN = """
  if exists (
    select from baru b
     where b.periode > (extract(year from now() at time zone 'Asia/Jakarta') * 100
                        + extract(month from now() at time zone 'Asia/Jakarta'))::int
        or exists (select from penetapan_penetapan p where p.id <> b.id and p.periode >= b.periode)
        or (exists (select from penetapan_penetapan p where p.id <> b.id)
            and not exists (select from penetapan_penetapan p where p.id <> b.id
                 and p.periode = case when b.periode % 100 = 1 then b.periode - 89 else b.periode - 1 end))) then
    raise exception 'penetapan tidak berurutan bulan' using errcode = 'check_violation';
  end if;
"""

# What was determined is not rewritten; only counts and seal (same transaction) and the decree's file are added.
TIDAK_DIUBAH = """
  if exists (select from lama l join baru b using (id)
              where l.periode <> b.periode or l.nomor_sk <> b.nomor_sk or l.ditetapkan_oleh_id <> b.ditetapkan_oleh_id
                 or l.keputusan_id is not null) then
    raise exception 'penetapan tidak diubah' using errcode = 'check_violation';
  end if;
"""


class Migration(migrations.Migration):
    dependencies = [("penetapan", "0001_initial"), ("dasar", "0002_jejak"), ("dtks", "0001_initial")]

    operations = [
        pasang_jejak("penetapan_penetapan", urai_alur(ALUR_PENETAPAN), BERURUTAN, TIDAK_DIUBAH),
        *(
            migrations.RunSQL(
                f"alter table {tabel} add constraint {tabel}_{kolom}_fk foreign key ({kolom})"
                " references penetapan_penetapan (id) deferrable initially deferred",
                f"alter table {tabel} drop constraint {tabel}_{kolom}_fk",
            )
            for tabel in VERSI
            for kolom in ("dibuka", "ditutup")
        ),
    ]
