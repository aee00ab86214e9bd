"""Events of self-registrations and requests for correction; the rules of proposals that no deliberation carries."""

from importlib import import_module

from django.db import migrations

from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak
from usulan.alur import ALUR
from usulan.alur_mandiri import ALUR_KOREKSI, ALUR_MANDIRI
from usulan.rujukan import muat_rujukan

_semula = import_module("usulan.migrations.0002_jejak")
_kepentingan = import_module("usulan.migrations.0004_kepentingan")

# Pasal 9: without a deliberation only by those two steps, from a registration that went up, in its applicant's name, checked
# by whoever takes the step. Everything else lies on a list and is of whoever writes it.
ASAL = """
  if exists (
    select from baru b left join usulan_pendaftaran p on p.id = b.pendaftaran_id
     where case when l in ('terima_mandiri', 'terima_kemensos')
                then b.musyawarah_id is not null or p.id is null or p.status <> 'dialihkan' or p.wilayah_id <> b.wilayah_id
                     or p.pemohon_id is distinct from b.dibuat_oleh_id or p.pemohon_id is distinct from b.diajukan_oleh_id
                     or pelaku is distinct from case l when 'terima_mandiri' then b.diperiksa_oleh_id else b.diputus_oleh_id end
                     or b.verval_pusat <> (l = 'terima_kemensos')
                else b.musyawarah_id is null or b.verval_pusat end) then
    raise exception 'usulan_usulan: tidak sah tanpa musyawarah, kecuali dari pendaftaran mandiri yang dialihkan'
      using errcode = 'insufficient_privilege';
  end if;
"""

PEMBUAT = """
  if l not in ('terima_mandiri', 'terima_kemensos')
     and exists (select from baru where dibuat_oleh_id is distinct from pelaku) then
    raise exception 'usulan dibuat atas nama orang lain' using errcode = 'check_violation';
  end if;
"""

_TETAP = (
    "(l.musyawarah_id, l.pendaftaran_id, l.wilayah_id, l.dibuat_oleh_id, l.verval_pusat)"
    " is distinct from (b.musyawarah_id, b.pendaftaran_id, b.wilayah_id, b.dibuat_oleh_id, b.verval_pusat)"
)
# One pass over both, because joining a hundred thousand rows is what it costs.
TETAP_DAN_BERCAP = f"""
  select case when {_TETAP}
              then 'usulan tidak berpindah musyawarah, wilayah, atau pembuat' else 'cap atas nama orang lain' end
    into salah
    from lama l join baru b using (id)
   where {_TETAP}
      or {_kepentingan._CAP_ORANG_LAIN}
   limit 1;
  if salah is not null then
    raise exception '%', salah using errcode = 'check_violation';
  end if;
"""

# Whoever applies acts for themselves; an officer does not handle the own family's registration, and changes none of its words.
PEMOHON = """
  if exists (select from baru where pemohon_id is distinct from pelaku) then
    raise exception 'pendaftaran atas nama orang lain' using errcode = 'check_violation';
  end if;
"""
PENDAFTARAN_TETAP = """
  if exists (
    select from lama a join baru b using (id)
     where (a.pemohon_id, a.wilayah_id, a.dibuat_pada) is distinct from (b.pemohon_id, b.wilayah_id, b.dibuat_pada)
        or (f = 'warga' and b.pemohon_id <> pelaku)
        or ((f <> 'warga' or a.status not in ('disusun', 'perbaikan'))
            and (a.untuk, a.nomor_kk, a.alamat, a.rt, a.rw, a.keterangan, a.kontak)
                is distinct from (b.untuk, b.nomor_kk, b.alamat, b.rt, b.rw, b.keterangan, b.kontak))
        or (b.ditangani_oleh_id is not null and b.ditangani_oleh_id is distinct from a.ditangani_oleh_id
            and b.ditangani_oleh_id <> pelaku)
        or (b.dialihkan_oleh_id is not null and b.dialihkan_oleh_id is distinct from a.dialihkan_oleh_id
            and b.dialihkan_oleh_id <> pelaku)) then
    raise exception 'isi, pemohon, atau cap pendaftaran tidak sah diubah' using errcode = 'check_violation';
  end if;
  if f in ('pengisi_desa', 'pengisi_kabupaten', 'pekerja_informasi') and exists (
    select from usulan_keluarga_petugas(pelaku) k join baru b on b.nomor_kk = any (k.kk)) then
    raise exception 'pendaftaran keluarga petugas sendiri' using errcode = 'check_violation';
  end if;
"""
KOREKSI_TETAP = """
  if exists (
    select from lama a join baru b using (id)
     where (a.pemohon_id, a.wilayah_id, a.nik, a.kolom, a.isi_benar, a.berkas_id, a.dibuat_pada)
           is distinct from (b.pemohon_id, b.wilayah_id, b.nik, b.kolom, b.isi_benar, b.berkas_id, b.dibuat_pada)
        or (f = 'warga' and b.pemohon_id <> pelaku)
        or (b.diputus_oleh_id is not null and b.diputus_oleh_id is distinct from a.diputus_oleh_id
            and b.diputus_oleh_id <> pelaku)) then
    raise exception 'isi, pemohon, atau cap permintaan koreksi tidak sah diubah' using errcode = 'check_violation';
  end if;
"""

# Members belong to the applicant's words: settled as soon as the registration is sent.
ANGGOTA_TETAP = """
create function usulan_anggota_tetap() returns trigger language plpgsql as $$
begin
  if (select p.status from usulan_pendaftaran p
       where p.id = case tg_op when 'DELETE' then old.pendaftaran_id else new.pendaftaran_id end)
     not in ('disusun', 'perbaikan') then
    raise exception 'anggota pendaftaran yang sudah dikirim tidak sah diubah' using errcode = 'check_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger anggota_tetap before insert or update or delete on usulan_anggotapendaftaran
  for each row execute function usulan_anggota_tetap();
"""


def tambah_alasan(apps, editor) -> None:
    """Reason codes of registrations and corrections, beside those that are there."""
    muat_rujukan(apps.get_model("dtks", "Program"), apps.get_model("usulan", "KodeAlasan"))


class Migration(migrations.Migration):
    dependencies = [("usulan", "0006_pendaftaran_mandiri"), ("dasar", "0003_ekspor")]

    operations = [
        migrations.RunPython(tambah_alasan, migrations.RunPython.noop),
        pasang_jejak(
            "usulan_usulan",
            urai_alur(ALUR),
            _semula.DAFTAR_TERBUKA + ASAL + PEMBUAT + _kepentingan.KELUARGA_SENDIRI,
            TETAP_DAN_BERCAP + _kepentingan.KELUARGA_SENDIRI,
            banyak_baris=True,
        ),
        pasang_jejak("usulan_pendaftaran", urai_alur(ALUR_MANDIRI), PEMOHON, PENDAFTARAN_TETAP),
        pasang_jejak("usulan_koreksi", urai_alur(ALUR_KOREKSI), PEMOHON, KOREKSI_TETAP),
        migrations.RunSQL(
            ANGGOTA_TETAP,
            "drop trigger anggota_tetap on usulan_anggotapendaftaran; drop function usulan_anggota_tetap()",
        ),
    ]
