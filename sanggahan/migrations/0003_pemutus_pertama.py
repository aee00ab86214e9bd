"""Whoever decided what an appeal undid does not judge the proposal that the appeal brings."""

from django.db import migrations

# With its owner's eyes, because whoever judges may not see the case. The condition keeps every other proposal out: a hundred
# thousand verdicts at once pass it without a call.
PEMUTUS = """
create function sanggahan_pemutus_pertama() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if exists (
    select from sanggahan_usulanhasil h
      join sanggahan_keberatan k on k.id = h.keberatan_id
      left join sanggahan_sanggahan s on s.id = k.sanggahan_id
      left join usulan_usulan u on u.id = k.usulan_id
     where h.usulan_id = new.id and new.diputus_oleh_id in (s.diputus_oleh_id, u.diputus_oleh_id)) then
    raise exception 'usulan hasil keberatan diputus oleh pemutus pertama' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger pemutus_pertama after update of diputus_oleh_id on usulan_usulan for each row
  when (new.saluran = 'keberatan' and new.diputus_oleh_id is not null
        and new.diputus_oleh_id is distinct from old.diputus_oleh_id)
  execute function sanggahan_pemutus_pertama();
"""
CABUT = "drop trigger pemutus_pertama on usulan_usulan; drop function sanggahan_pemutus_pertama()"


class Migration(migrations.Migration):
    dependencies = [("sanggahan", "0002_jejak")]

    operations = [migrations.RunSQL(PEMUTUS, CABUT)]
