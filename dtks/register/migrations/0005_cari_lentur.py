"""Search that forgives: the words of a name by how they sound, the last digits of a NIK, and the words that names hold."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from django.db.models import F, Func

# What sounds alike is written alike: titles and bin/binti fall away; Moh., Muh., Mochamad … are one name; old spelling (oe,
# dj, tj, sj, ch, j for y) and new are one; final h, doubled letters, f/p/v and z/s do not count. Only pg_catalog is asked, so
# that the function works wherever a dump is restored. What was a word stays a word; their order is left to the reader.
_KATA = r"""
create or replace function dtks_kata_nama(nama text) returns text[]
  language plpgsql immutable strict parallel safe set search_path = pg_catalog as $$
declare
  n text := upper(split_part(nama, ',', 1));
  kata text;
  hasil text[] := '{}';
begin
  n := regexp_replace(translate(n, 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝ''’‘`´', 'AAAAAACEEEEIIIINOOOOOUUUUY'), '[^A-Z]+', ' ', 'g');
  n := replace(replace(replace(replace(replace(n, 'OE', 'U'), 'CH', 'H'), 'KH', 'H'), 'TJ', 'C'), 'DJ', 'J');
  n := replace(replace(replace(replace(replace(n, 'SJ', 'S'), 'SY', 'S'), 'DZ', 'Z'), 'PH', 'P'), 'TH', 'T');
  n := replace(replace(replace(replace(replace(n, 'DH', 'D'), 'SH', 'S'), 'GH', 'G'), 'AE', 'AI'), 'X', 'KS');
  n := translate(n, 'VFQZ', 'PPKS');
  n := regexp_replace(n, 'Y(?![AIUEO])', 'I', 'g');
  n := replace(replace(replace(n, 'Y', 'J'), 'IJ', 'I'), 'UW', 'U');
  n := replace(replace(replace(replace(replace(n, 'AA', 'A'), 'BB', 'B'), 'CC', 'C'), 'DD', 'D'), 'EE', 'E');
  n := replace(replace(replace(replace(replace(n, 'GG', 'G'), 'HH', 'H'), 'II', 'I'), 'JJ', 'J'), 'KK', 'K');
  n := replace(replace(replace(replace(replace(n, 'LL', 'L'), 'MM', 'M'), 'NN', 'N'), 'OO', 'O'), 'PP', 'P');
  n := replace(replace(replace(replace(replace(n, 'RR', 'R'), 'SS', 'S'), 'TT', 'T'), 'UU', 'U'), 'WW', 'W');
  foreach kata in array string_to_array(n, ' ') loop
    if right(kata, 1) = 'H' then
      kata := left(kata, -1);
    end if;
    continue when kata in ('', 'HJ', 'HAJI', 'HAJA', 'IR', 'DRS', 'DRA', 'DR', 'PROP', 'KJAI', 'KIAI', 'ALM', 'BIN', 'BINTI', 'BTE',
                           'BT', 'BR', 'BORU');
    if kata in ('M', 'MHD', 'MHMD', 'MO', 'MU', 'MOHD', 'MUHD', 'MOHAMAD', 'MOHAMED', 'MUHAMED', 'MOHAMAT', 'MUHAMAT', 'MOHAMET',
                'MUHAMET', 'MOHMAD', 'MUHMAD') then
      kata := 'MUHAMAD';
    elsif kata = 'ST' then
      kata := 'SITI';
    elsif kata in ('ABD', 'ABDUR', 'ABDUS', 'ABDUN', 'ABDUT') then
      kata := 'ABDUL';
    elsif left(kata, 4) = 'ABDU' and kata ~ '^ABDU([RSNT][AIUEO]|L[BGHJKMNPRSW])' then
      hasil := hasil || 'ABDUL'::text;
      kata := substr(kata, case when substr(kata, 5, 1) = 'L' then 6 else 5 end);
    end if;
    hasil := hasil || kata;
  end loop;
  return hasil;
end $$;

-- What a person is found by, within the kabupaten/kota: the words of the name and the last six digits of the NIK.
create or replace function dtks_kata_cari(wilayah text, nik text, nama text) returns text[]
  language plpgsql immutable strict parallel safe set search_path = pg_catalog as $$
declare
  hasil text[] := array[left(wilayah, 4) || '#' || right(nik, 6)];
  kata text;
begin
  foreach kata in array public.dtks_kata_nama(nama) loop
    hasil := hasil || (left(wilayah, 4) || kata);
  end loop;
  return hasil;
end $$;
"""

_ISI = """
insert into dtks_katanama (kata)
select distinct substr(k, 5) from dtks_individu i, unnest(i.kata_cari) k where substr(k, 5, 1) <> '#'
"""


class Migration(migrations.Migration):
    dependencies = [("dtks", "0004_cek_dan_rekap_desa")]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(
            _KATA, "drop function dtks_kata_cari(text, text, text); drop function dtks_kata_nama(text)", elidable=False
        ),
        migrations.CreateModel(
            name="KataNama",
            fields=[("kata", models.CharField(db_collation="C", max_length=100, primary_key=True, serialize=False))],
            options={"verbose_name": "kata nama", "verbose_name_plural": "kata nama"},
        ),
        migrations.AddField(
            model_name="individu",
            name="kata_cari",
            field=models.GeneratedField(
                db_persist=True,
                expression=Func(F("wilayah"), F("nik"), F("nama"), function="dtks_kata_cari"),
                output_field=django.contrib.postgres.fields.ArrayField(models.TextField(), size=None),
            ),
        ),
        migrations.RunSQL(_ISI, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="katanama",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["kata"], name="kata_nama_mirip", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="individu",
            index=django.contrib.postgres.indexes.GinIndex(fields=["kata_cari"], name="individu_kata"),
        ),
    ]
