from django.db import migrations

from akun.alur import ALUR, ALUR_PENGECUALIAN, ALUR_TEMUAN
from akun.fungsi import DAFTAR_FUNGSI, F
from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak, sql_tanpa_hapus

# Who appoints which function, as the declared table has it; the portal itself (bootstrap, expiry, acceptance) is bound by
# the steps alone.
_PENGANGKAT = ",\n      ".join(sorted(f"('{f.kode}', '{p}')" for f in DAFTAR_FUNGSI for p in f.diangkat_oleh if p != F.SISTEM))
# security.md, 4: never itself, never what it does not administer; a second account with the same NIK does not help.
_BUKAN_DIRI = f"""
  if f <> 'sistem' and exists (
    select from baru b where b.pengguna_id = pelaku
        or b.nik = (select p.nik from akun_pengguna p where p.id = pelaku)) then
    raise exception 'akun_penugasan: tidak sah mengurus penugasan diri sendiri' using errcode = 'insufficient_privilege';
  end if;
  if f <> 'sistem' and exists (
    select from baru b where (b.fungsi, f) not in (values
      {_PENGANGKAT})) then
    raise exception 'akun_penugasan: tidak sah, fungsi itu tidak diangkat oleh %', f using errcode = 'insufficient_privilege';
  end if;
"""
# A term keeps its person, function and area; an assignment that has ended is history.
_TETAP = """
  if exists (
    select from lama l join baru b using (id)
     where (b.pengguna_id, b.nik, b.fungsi, b.nomor_sk, b.mulai, b.selesai, b.pelaksana)
           is distinct from (l.pengguna_id, l.nik, l.fungsi, l.nomor_sk, l.mulai, l.selesai, l.pelaksana)) then
    raise exception 'akun_penugasan: isi penugasan tidak sah diubah; akhiri, lalu buka yang baru'
      using errcode = 'insufficient_privilege';
  end if;
"""


class Migration(migrations.Migration):
    dependencies = [("akun", "0003_daur_hidup"), ("dasar", "0002_jejak")]

    operations = [
        pasang_jejak("akun_penugasan", urai_alur(ALUR), saat_insert=_BUKAN_DIRI, saat_update=_BUKAN_DIRI + _TETAP),
        pasang_jejak("akun_temuankelayakan", urai_alur(ALUR_TEMUAN)),
        pasang_jejak("akun_pengecualian", urai_alur(ALUR_PENGECUALIAN)),
        migrations.RunSQL(sql_tanpa_hapus("akun_pakta", "update or delete"), migrations.RunSQL.noop),
        migrations.RunSQL(sql_tanpa_hapus("akun_undangan"), migrations.RunSQL.noop),
        migrations.RunSQL(sql_tanpa_hapus("akun_pemberitahuanmasa", "update or delete"), migrations.RunSQL.noop),
    ]
