"""The event log only grows, and events about rows come from triggers alone."""

from django.db import migrations

from dasar.jejak import sql_tanpa_hapus

# A change of state is recognisable by `ke`. Written directly (trigger depth 1) it would be an invented one.
PENJAGA = """
create function dasar_jejak_hanya_pemicu() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() = 1 and exists (select from baru where ke is not null) then
    raise exception 'peristiwa perubahan hanya ditulis oleh pemicu' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger hanya_pemicu after insert on dasar_jejak
  referencing new table as baru for each statement execute function dasar_jejak_hanya_pemicu();
"""


class Migration(migrations.Migration):
    dependencies = [("dasar", "0001_initial")]

    operations = [
        migrations.RunSQL(sql_tanpa_hapus("dasar_jejak", "update or delete"), migrations.RunSQL.noop),
        migrations.RunSQL(sql_tanpa_hapus("dasar_segeljejak", "update or delete"), migrations.RunSQL.noop),
        migrations.RunSQL(PENJAGA, migrations.RunSQL.noop),
    ]
