"""Events, the rules that span rows, and what the database knows of the objector without telling."""

from django.db import migrations

from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak, sql_tanpa_hapus
from sanggahan.alur import ALUR_KEBERATAN, ALUR_SANGGAHAN

# Whether an officer is of the family objected to, or of the objector's. With its owner's eyes, and so careful whom it tells
# what: it speaks of officers only, to those who assign and decide. Asked about a citizen, or by a village, it says nothing.
BERKERABAT = """
create function sanggahan_berkerabat(perkara bigint, petugas bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(current_setting('dtks.lihat_fungsi', true), '') in ('pengisi_kabupaten', 'verifikator', 'kepala', 'sistem')
     and exists (select from akun_penugasan t where t.pengguna_id = petugas and t.status = 'aktif'
                    and t.fungsi in ('pengisi_desa', 'pengisi_kabupaten', 'verifikator', 'kepala'))
     and exists (
       select from sanggahan_sanggahan s
         left join sanggahan_penyanggah p on p.sanggahan_id = s.id
         cross join lateral usulan_keluarga_petugas(petugas) k
        where s.id = perkara
          and (s.nik = k.nik or s.nomor_kk = any (k.kk) or p.nik = k.nik
               or exists (select from usulan_keluarga_petugas(p.pengguna_id) o where o.kk && k.kk)))
$$;
"""

# How many residents said what: the counts are everybody's, the names are not.
HITUNG = """
create function sanggahan_hitung(perkara bigint, out layak bigint, out tidak bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select count(*) filter (where t.layak), count(*) filter (where not t.layak)
    from sanggahan_tanggapan t where t.sanggahan_id = perkara
$$;
"""

# The row with the objector closes with the objection, whoever closes it; nobody else writes it.
TUTUP = """
create function sanggahan_tutup() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update sanggahan_penyanggah p set terbuka = false
    from baru b where b.id = p.sanggahan_id and p.terbuka
     and b.status not in ('dikirim', 'cek_lapangan', 'dikunjungi');
  return null;
end $$;
create trigger tutup_penyanggah after update on sanggahan_sanggahan
  referencing new table as baru for each statement execute function sanggahan_tutup();
"""

# By the account of the very person, or by the village with its proofs (a CHECK asks for those).
MUNDUR_SENDIRI = """
create function sanggahan_mundur_sendiri() returns trigger language plpgsql as $$
begin
  if new.dibuat_oleh_id is distinct from nullif(current_setting('dtks.oleh', true), '')::bigint
     or new.cara = 'akun' and not exists (
       select from akun_pengguna p where p.id = new.dibuat_oleh_id and p.nik = new.nik)
     or new.cara = 'desa' and coalesce(current_setting('dtks.fungsi', true), '') <> 'pengisi_desa' then
    raise exception 'pengunduran diri bukan oleh orangnya sendiri' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger mundur_sendiri before insert on sanggahan_pengunduran
  for each row execute function sanggahan_mundur_sendiri();
"""

ATURAN = """
  if exists (select from lama l join baru b using (id) where (l.nik, l.nomor_kk, l.alasan_sanggah, l.dikirim_tanggal)
       is distinct from (b.nik, b.nomor_kk, b.alasan_sanggah, b.dikirim_tanggal)) then
    raise exception 'yang disanggah tidak berubah' using errcode = 'check_violation';
  end if;
  if exists (select from lama l join baru b using (id)
       where (b.diperiksa_oleh_id is not null and b.diperiksa_oleh_id is distinct from l.diperiksa_oleh_id and b.diperiksa_oleh_id <> pelaku)
          or (b.dikunjungi_oleh_id is not null and b.dikunjungi_oleh_id is distinct from l.dikunjungi_oleh_id and b.dikunjungi_oleh_id <> pelaku)
          or (b.diputus_oleh_id is not null and b.diputus_oleh_id is distinct from l.diputus_oleh_id and b.diputus_oleh_id <> pelaku)) then
    raise exception 'cap atas nama orang lain' using errcode = 'check_violation';
  end if;
  if f in ('pengisi_kabupaten', 'verifikator') and exists (select from baru b where sanggahan_berkerabat(b.id, pelaku)) then
    raise exception 'petugas berkerabat dengan salah satu pihak' using errcode = 'check_violation';
  end if;
  if l in ('tugaskan', 'ganti_petugas') and exists (select from baru b where sanggahan_berkerabat(b.id, b.petugas_id)) then
    raise exception 'pengunjung berkerabat dengan salah satu pihak' using errcode = 'check_violation';
  end if;
  if l = 'laporkan' and exists (select from baru b where b.petugas_id is distinct from pelaku or not exists (
       select from sanggahan_kunjungan k where k.sanggahan_id = b.id and k.dibuat_oleh_id = pelaku)) then
    raise exception 'laporan bukan oleh petugas yang ditugaskan, atau tanpa isinya' using errcode = 'check_violation';
  end if;
  if l in ('buktikan', 'bantah') and exists (select from baru b
       where b.batas_jawab >= (now() at time zone 'Asia/Jakarta')::date
         and not exists (select from sanggahan_jawaban j where j.sanggahan_id = b.id)) then
    raise exception 'keluarga yang disanggah belum didengar' using errcode = 'check_violation';
  end if;
"""

ATURAN_KEBERATAN = """
  if exists (select from lama l join baru b using (id) where (l.nik, l.nomor_kk, l.sanggahan_id, l.usulan_id, l.pihak, l.isi)
       is distinct from (b.nik, b.nomor_kk, b.sanggahan_id, b.usulan_id, b.pihak, b.isi)
       or (b.diputus_oleh_id is not null and b.diputus_oleh_id is distinct from l.diputus_oleh_id and b.diputus_oleh_id <> pelaku)) then
    raise exception 'isi keberatan tidak berubah, dan diputus atas nama sendiri' using errcode = 'check_violation';
  end if;
  if l in ('terima', 'tolak') and exists (
       select from baru b
         left join sanggahan_sanggahan s on s.id = b.sanggahan_id
         left join usulan_usulan u on u.id = b.usulan_id
        where s.diputus_oleh_id = pelaku or u.diputus_oleh_id = pelaku
           or b.sanggahan_id is not null and sanggahan_berkerabat(b.sanggahan_id, pelaku)
           or exists (select from usulan_keluarga_petugas(pelaku) k where b.nik = k.nik or b.nomor_kk = any (k.kk))) then
    raise exception 'keberatan diputus oleh pemutus pertama atau kerabat' using errcode = 'check_violation';
  end if;
"""

# What was written down once stays: evidence, answers, reports. Erasing a photo leaves its row.
TETAP = ("penyanggah", "aduan", "bukti", "jawaban", "tanggapan", "kunjungan", "fotokunjungan", "usulanhasil", "pengunduran")


class Migration(migrations.Migration):
    dependencies = [
        ("sanggahan", "0001_initial"),
        ("usulan", "0008_saluran"),
        ("dasar", "0002_jejak"),
        ("akun", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(BERKERABAT, "drop function sanggahan_berkerabat"),
        migrations.RunSQL(HITUNG, "drop function sanggahan_hitung"),
        pasang_jejak("sanggahan_sanggahan", urai_alur(ALUR_SANGGAHAN), saat_update=ATURAN),
        pasang_jejak("sanggahan_keberatan", urai_alur(ALUR_KEBERATAN), saat_update=ATURAN_KEBERATAN),
        migrations.RunSQL(TUTUP, migrations.RunSQL.noop),
        migrations.RunSQL(MUNDUR_SENDIRI, migrations.RunSQL.noop),
        *(migrations.RunSQL(sql_tanpa_hapus(f"sanggahan_{t}"), migrations.RunSQL.noop) for t in TETAP),
    ]
