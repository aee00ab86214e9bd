"""A stamp names who set it, and nobody handles their own family: also for raw SQL."""

from importlib import import_module

from django.db import migrations

from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak
from usulan.alur import ALUR, TERBUKA

_semula = import_module("usulan.migrations.0002_jejak")

# With its owner's eyes: the family card may stand in another village, and the log of accounts is not the actor's to read.
# It tells numbers of one's own family only.
KELUARGA_PETUGAS = f"""
create function usulan_keluarga_petugas(pengguna bigint, out nik varchar, out kk varchar[]) returns setof record
language sql stable security definer set search_path = pg_catalog, public as $$
  select p.nik, array(
           select i.nomor_kk from dtks_individu i where i.nik = p.nik and i.sampai is null
           union
           select u.nomor_kk from usulan_usulan u
            where u.nik = p.nik and u.status in ({", ".join(repr(s.value) for s in TERBUKA)}))
    from akun_pengguna p where p.id = pengguna and p.nik is not null
$$;
"""

# Undoing a whole batch decides on nobody. The month as a whole is determined by the ministry's management; each case before it is somebody's own decision.
PERORANGAN = "('pengisi_desa', 'pengisi_kabupaten', 'verifikator', 'kepala', 'pekerja_informasi')"
KELUARGA_SENDIRI = f"""
  if f in {PERORANGAN} and l <> 'lepas' and exists (
    select from usulan_keluarga_petugas(pelaku) k join baru b on b.nik = k.nik or b.nomor_kk = any (k.kk)) then
    raise exception 'usulan keluarga petugas sendiri' using errcode = 'check_violation';
  end if;
"""

PEMBUAT = """
  if exists (select from baru where dibuat_oleh_id is distinct from pelaku) then
    raise exception 'usulan dibuat atas nama orang lain' using errcode = 'check_violation';
  end if;
"""

_CAP = ("diajukan", "diperiksa", "diputus", "disahkan", "dinilai", "ditetapkan")
_CAP_ORANG_LAIN = " or ".join(
    f"(b.{c}_oleh_id is not null and b.{c}_oleh_id is distinct from l.{c}_oleh_id and b.{c}_oleh_id <> pelaku)" for c in _CAP
)
# One pass over both, because joining a hundred thousand rows is what it costs.
TETAP_DAN_BERCAP = f"""
  select case when l.musyawarah_id <> b.musyawarah_id or l.wilayah_id <> b.wilayah_id or l.dibuat_oleh_id <> b.dibuat_oleh_id
              then 'usulan tidak berpindah musyawarah, wilayah, atau pembuat' else 'cap atas nama orang lain' end
    into salah
    from lama l join baru b using (id)
   where l.musyawarah_id <> b.musyawarah_id or l.wilayah_id <> b.wilayah_id or l.dibuat_oleh_id <> b.dibuat_oleh_id
      or {_CAP_ORANG_LAIN}
   limit 1;
  if salah is not null then
    raise exception '%', salah using errcode = 'check_violation';
  end if;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("usulan", "0003_rujukan"),
        ("dtks", "0003_cari_dan_asal"),
        ("akun", "0001_initial"),
        ("dasar", "0002_jejak"),
    ]

    operations = [
        migrations.RunSQL(KELUARGA_PETUGAS, "drop function usulan_keluarga_petugas"),
        pasang_jejak(
            "usulan_usulan",
            urai_alur(ALUR),
            _semula.DAFTAR_TERBUKA + PEMBUAT + KELUARGA_SENDIRI,
            TETAP_DAN_BERCAP + KELUARGA_SENDIRI,
            banyak_baris=True,
        ),
    ]
