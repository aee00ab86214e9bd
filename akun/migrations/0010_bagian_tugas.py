"""What an assignment narrows: the programmes of technical officers and other ministries, the kecamatan of a verifikator."""

from importlib import import_module

import django.contrib.postgres.fields
from django.db import migrations, models

from akun.alur import ALUR
from akun.fungsi import FUNGSI_BERKECAMATAN, FUNGSI_BERPROGRAM
from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak

_semula = import_module("akun.migrations.0004_jejak_petugas")

# Whoever held such a function saw every programme: they go on with all of them, until their administrator narrows it with the
# next term. On a new database there are none, and no list of programmes yet. The term keeps its content, so the trigger sleeps.
SEMUA_PROGRAM = f"""
do $$ begin
  if exists (select from akun_penugasan where fungsi in {FUNGSI_BERPROGRAM}) then
    alter table akun_penugasan disable trigger user;
    update akun_penugasan
       set program = array(select kode from dtks_program where kode <> 'NONBANSOS' order by kode)::varchar(12)[]
     where fungsi in {FUNGSI_BERPROGRAM};
    alter table akun_penugasan enable trigger user;
  end if;
end $$;
"""

# The portal's own appointments (bootstrap, examples) may come before the list of programmes.
BAGIAN_DIKENAL = """
  if f <> 'sistem' and exists (
    select from baru b cross join lateral unnest(b.program) k
     where not exists (select from dtks_program p where p.kode = k and p.kode <> 'NONBANSOS')) then
    raise exception 'akun_penugasan: program tidak dikenal' using errcode = 'check_violation';
  end if;
  if exists (
    select from baru b cross join lateral unnest(b.kecamatan) k
     where left(k, length(b.wilayah_id)) <> b.wilayah_id
        or not exists (select from wilayah_wilayah w where w.kode = k and w.tingkat = 3)) then
    raise exception 'akun_penugasan: kecamatan di luar wilayah penugasan' using errcode = 'check_violation';
  end if;
"""
BAGIAN_TETAP = """
  if exists (
    select from lama l join baru b using (id)
     where (b.program, b.kecamatan) is distinct from (l.program, l.kecamatan)) then
    raise exception 'akun_penugasan: isi penugasan tidak sah diubah; akhiri, lalu buka yang baru'
      using errcode = 'insufficient_privilege';
  end if;
"""


def _larik(panjang: int) -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(db_collation="C", max_length=panjang),
        blank=True,
        db_default=[],
        default=list,
        size=None,
    )


class Migration(migrations.Migration):
    dependencies = [("akun", "0009_mata_kedua"), ("dasar", "0002_jejak")]

    operations = [
        migrations.AddField(model_name="penugasan", name="program", field=_larik(12)),
        migrations.AddField(model_name="penugasan", name="kecamatan", field=_larik(6)),
        migrations.RunSQL(SEMUA_PROGRAM, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="penugasan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fungsi__in", FUNGSI_BERPROGRAM), models.Q(("program", []), _negated=True)),
                    models.Q(models.Q(("fungsi__in", FUNGSI_BERPROGRAM), _negated=True), ("program", [])),
                    _connector="OR",
                ),
                name="penugasan_berprogram",
            ),
        ),
        migrations.AddConstraint(
            model_name="penugasan",
            constraint=models.CheckConstraint(
                condition=models.Q(("fungsi__in", FUNGSI_BERKECAMATAN), ("kecamatan", []), _connector="OR"),
                name="penugasan_berkecamatan",
            ),
        ),
        pasang_jejak(
            "akun_penugasan",
            urai_alur(ALUR),
            saat_insert=_semula._BUKAN_DIRI + BAGIAN_DIKENAL,
            saat_update=_semula._BUKAN_DIRI + _semula._TETAP + BAGIAN_TETAP,
        ),
    ]
