"""Nobody takes both proofs of sign-in from the same officer: held for raw SQL too (akun.mata_kedua)."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from dasar.jejak import sql_tanpa_hapus

# Both tables are records of the same kind: who took what away from whom, and when. The moment is the database's own, so that
# none can be dated back; the row of the account is locked, so that two acts at once see each other.
MATA_KEDUA = """
create function akun_mata_kedua() returns trigger language plpgsql as $$
declare
  lawan timestamptz;
begin
  new.dibuat_pada := now();
  if new.dibuat_oleh_id is distinct from nullif(current_setting('dtks.oleh', true), '')::bigint then
    raise exception '%: atas nama orang lain', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  perform 1 from akun_pengguna where id = new.pengguna_id for no key update;
  execute format('select max(dibuat_pada) from %I where pengguna_id = $1 and dibuat_oleh_id = $2', tg_argv[0])
    into lawan using new.pengguna_id, new.dibuat_oleh_id;
  if lawan > now() - interval '24 hours' or lawan is not null and not exists (
    select from dasar_jejak j where j.tabel = 'akun_pengguna' and j.objek = new.pengguna_id and j.langkah = 'masuk'
       and j.ke is null and j.pada > lawan) then
    raise exception '%: mata kedua, kata sandi dan aplikasi kode satu petugas tidak disetel ulang oleh orang yang sama',
      tg_table_name using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger mata_kedua before insert on akun_tautansandi
  for each row execute function akun_mata_kedua('akun_setelulangkode');
create trigger mata_kedua before insert on akun_setelulangkode
  for each row execute function akun_mata_kedua('akun_tautansandi');

create function akun_tautansandi_tetap() returns trigger language plpgsql as $$
begin
  raise exception 'akun_tautansandi: isi tautan tidak diubah' using errcode = 'insufficient_privilege';
end $$;
create trigger tetap before update on akun_tautansandi for each row
  when ((new.pengguna_id, new.dibuat_oleh_id, new.dibuat_pada, new.sidik)
        is distinct from (old.pengguna_id, old.dibuat_oleh_id, old.dibuat_pada, old.sidik))
  execute function akun_tautansandi_tetap();

create function akun_perangkat_mati() returns trigger language plpgsql as $$
begin
  if not exists (select from akun_setelulangkode s where s.pengguna_id = old.user_id and s.dibuat_pada = now()) then
    raise exception 'akun_perangkatkode: aplikasi kode hanya dimatikan dengan catatan siapa dan mengapa'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger mati before update on akun_perangkatkode for each row
  when (old.confirmed and not new.confirmed or new.user_id <> old.user_id) execute function akun_perangkat_mati();
"""


class Migration(migrations.Migration):
    dependencies = [("akun", "0008_token_api"), ("dasar", "0002_jejak")]

    operations = [
        migrations.CreateModel(
            name="SetelUlangKode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dibuat_pada", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ("alasan", models.TextField()),
                (
                    "dibuat_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "pengguna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="setel_ulang_kode",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "setel ulang aplikasi kode",
                "verbose_name_plural": "setel ulang aplikasi kode",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("alasan", ""), _negated=True), name="setel_ulang_kode_beralasan"),
                    models.CheckConstraint(
                        condition=models.Q(("dibuat_oleh", models.F("pengguna")), _negated=True),
                        name="setel_ulang_kode_orang_lain",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="tautansandi",
            constraint=models.CheckConstraint(
                condition=models.Q(("dibuat_oleh", models.F("pengguna")), _negated=True), name="tautan_sandi_orang_lain"
            ),
        ),
        migrations.RunSQL(sql_tanpa_hapus("akun_setelulangkode", "update or delete"), migrations.RunSQL.noop),
        migrations.RunSQL(
            MATA_KEDUA,
            "drop trigger mata_kedua on akun_tautansandi; drop trigger mata_kedua on akun_setelulangkode;"
            " drop trigger tetap on akun_tautansandi; drop trigger mati on akun_perangkatkode;"
            " drop function akun_mata_kedua(); drop function akun_tautansandi_tetap(); drop function akun_perangkat_mati()",
        ),
    ]
