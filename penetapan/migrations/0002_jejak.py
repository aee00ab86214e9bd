"""Events, and the versions of the register tied to the determinations that opened and closed them."""

from django.db import migrations

from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak, sql_tanpa_hapus
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

# What was determined is not rewritten. Counts and seal are set once, in the determination's own transaction, and the
# decree's file is attached once.
TIDAK_DIUBAH = """
  if exists (select from lama l join baru b using (id)
              where l.keputusan_id is not null
                 or (l.periode, l.nomor_sk, l.ditetapkan_oleh_id, l.ditetapkan_pada, l.kode_verifikasi)
                    is distinct from (b.periode, b.nomor_sk, b.ditetapkan_oleh_id, b.ditetapkan_pada, b.kode_verifikasi)
                 or octet_length(l.akar) > 0
                    and (l.akar, l.akar_jejak, l.jumlah_usulan, l.jumlah_masuk, l.jumlah_keluar, l.jumlah_aktif)
                    is distinct from (b.akar, b.akar_jejak, b.jumlah_usulan, b.jumlah_masuk, b.jumlah_keluar, b.jumlah_aktif)) then
    raise exception 'penetapan tidak diubah' using errcode = 'check_violation';
  end if;
"""

# A version is opened by the determination of its month while that is being written (its seal is not set yet), and later
# only closed, by another one. Nothing else changes a version, and nobody deletes one.
_HANYA_PENETAPAN = """
create or replace function {tabel}_dibuka() returns trigger language plpgsql as $$
begin
  if exists (select from (select distinct dibuka, dari from baru) b
              where not exists (select from penetapan_penetapan p
                                 where p.id = b.dibuka and p.periode = b.dari and octet_length(p.akar) = 0)) then
    raise exception '{tabel} hanya ditulis oleh penetapan yang sedang berlangsung' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger hanya_penetapan_buka after insert on {tabel}
  referencing new table as baru for each statement execute function {tabel}_dibuka();
create or replace function {tabel}_ditutup() returns trigger language plpgsql as $$
begin
  if (select count(*) from baru) <> (
       select count(*) from lama l join baru b using ({kunci})
        where l.sampai is null and b.sampai is not null and (l.{kolom_l}) is not distinct from (b.{kolom_b}))
     or exists (select from (select distinct ditutup, sampai from baru) b
                 where not exists (select from penetapan_penetapan p
                                    where p.id = b.ditutup and p.periode = b.sampai and octet_length(p.akar) = 0)) then
    raise exception '{tabel} hanya ditutup oleh penetapan yang sedang berlangsung' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger hanya_penetapan_tutup after update on {tabel}
  referencing old table as lama new table as baru for each statement execute function {tabel}_ditutup();
"""


def hanya_penetapan(tabel: str, kunci: str, kolom: str) -> migrations.RunSQL:
    isi = [*kolom.split(), "wilayah_id", "dibuka"]
    sql = _HANYA_PENETAPAN.format(tabel=tabel, kunci=kunci, kolom_l=", l.".join(isi), kolom_b=", b.".join(isi))
    return migrations.RunSQL(sql + sql_tanpa_hapus(tabel), migrations.RunSQL.noop)


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
        hanya_penetapan("dtks_keluarga", "nomor_kk, dari", "alamat rt rw kriteria"),
        hanya_penetapan(
            "dtks_individu",
            "nik, dari",
            "nomor_kk nama tempat_lahir tanggal_lahir ibu_kandung jenis_kelamin pekerjaan status_kawin pendidikan hubungan disabilitas",
        ),
        hanya_penetapan("dtks_kepesertaan", "nik, program_id, dari", "nik"),
    ]
