"""The event log only grows, and events about rows come from triggers alone."""

from django.db import migrations

from dasar.jejak import sql_tanpa_hapus

# A change of state is recognisable by `ke`. Written outside a trigger it would be an invented one. The condition stands in
# the trigger's WHEN: bulk writes pay for a comparison, not for a call or a copy of the rows.
PENJAGA = """
create function dasar_jejak_hanya_pemicu() returns trigger language plpgsql as $$
begin
  raise exception 'peristiwa perubahan hanya ditulis oleh pemicu' using errcode = 'insufficient_privilege';
end $$;
create trigger hanya_pemicu before insert on dasar_jejak
  for each row when (new.ke is not null and pg_trigger_depth() = 0) execute function dasar_jejak_hanya_pemicu();
"""


class Migration(migrations.Migration):
    dependencies = [("dasar", "0001_initial")]

    operations = [
        migrations.RunSQL(sql_tanpa_hapus("dasar_jejak", "update or delete"), migrations.RunSQL.noop),
        migrations.RunSQL(sql_tanpa_hapus("dasar_segeljejak", "update or delete"), migrations.RunSQL.noop),
        migrations.RunSQL(PENJAGA, migrations.RunSQL.noop),
    ]
