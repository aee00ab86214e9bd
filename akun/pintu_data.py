"""Doors in the second wall: the few functions of the database that work with the owner's eyes.

Row-level security keeps every operator that might leak (arrays, trigrams, `like`) away from an index until the policy has
judged each row. A search that forgives needs those indexes. So it lies behind a door: a function that reads the scope of
the caller from the same settings as the policies, applies it inside, and hands out keys only; whoever called fetches the
rows by them, and there the policies judge once more.

`pasang` (akun.perlindungan) installs what is declared here and nothing else; `penyimpangan` and a test compare the server.
"""

from akun.fungsi import DAFTAR_FUNGSI, F

_PENCARI = ", ".join(sorted(repr(f.kode.value) for f in DAFTAR_FUNGSI if "lihat_register" in f.izin) + [repr(F.SISTEM.value)])

# The caller's scope, narrowed to the part that was asked for; nobody's where nothing was said, or for another function.
_JANGKAUAN = f"""
  awal text collate "C" := greatest(current_setting('dtks.lihat_awal', true) collate "C", luas);
  akhir text collate "C" := least(current_setting('dtks.lihat_akhir', true) collate "C", luas || '~');
  boleh boolean := coalesce(current_setting('dtks.lihat_fungsi', true), '') in ({_PENCARI})
                   and coalesce(current_setting('dtks.lihat_awal', true), '') <> '' and length(luas) >= 4;"""

_DI_SINI = """i.wilayah_id >= $1 and i.wilayah_id < $2
   and case when $3 is null then i.sampai is null else i.dari <= $3 and (i.sampai is null or i.sampai > $3) end"""

# More than this is not ranked: whoever finds so many has to write more of the name.
_KANDIDAT = 2000

PINTU_DATA: dict[str, str] = {
    # Sealing waits for all writers under way. The lock asks for more rights than the application has on the log.
    "dasar_kunci_jejak()": """
returns void language sql security definer set search_path = pg_catalog, public as
$$lock table dasar_jejak in share mode$$""",
    # Persons of the area `luas` (at least a kabupaten/kota) with a name like `teks`, those whose name begins so left out:
    # 1 = the same words by sound in any order, 2 = words alike or begun alike, 3 = all but one of three or more such words.
    # What stands behind bin/binti is not required. Best first, at most `batas`.
    "dtks_cari_nama(teks text, luas text, bulan integer, batas integer)": f"""
returns table (nik varchar, dari integer, jenjang integer) language plpgsql stable security definer
  set search_path = pg_catalog, public as $$
declare{_JANGKAUAN}
  huruf text := upper(teks);
  kata text[] := dtks_kata_nama(regexp_replace(huruf, '\\m(BIN|BINTI|BTE|BT|BR|BORU)\\M.*$', ''));
  mirip text[];
  syarat text[];
  ketemu integer;
  jumlah integer := 0;
begin
  if cardinality(kata) = 0 then
    kata := dtks_kata_nama(huruf);
  end if;
  if not boleh or cardinality(kata) = 0 then
    return;
  end if;
  kata := kata[1:6];
  select array_agg(format('i.kata_cari && %L::text[]', s.semua) order by s.n) into mirip from (
    select p.n, array_agg(distinct left(luas, 4) || m.kata) as semua
      from unnest(kata) with ordinality p(k, n),
           lateral (select p.k as kata
                    union all (select d.kata from dtks_katanama d
                                where length(p.k) > 2 and d.kata >= p.k and d.kata < p.k || '~' order by d.kata limit 40)
                    union all (select d.kata from dtks_katanama d where d.kata % p.k and similarity(d.kata, p.k) >= 0.4
                                order by similarity(d.kata, p.k) desc limit 12)) m
     group by p.n) s;
  syarat := array[
    format('i.kata_cari @> %L::text[]', (select array_agg(left(luas, 4) || k) from unnest(kata) k)),
    array_to_string(mirip, ' and ')];
  if cardinality(kata) > 2 then
    syarat := syarat || (
      select string_agg('(' || (select string_agg(x.s, ' and ') from unnest(mirip) with ordinality x(s, n) where x.n <> y.n)
                        || ')', ' or ') from generate_subscripts(kata, 1) y(n));
  end if;
  for tahap in 1 .. cardinality(syarat) loop
    return query execute format(
      'select c.nik, c.dari, %s from (
         select i.nik, i.dari, i.nama_cari from dtks_individu i
          where (%s) and {_DI_SINI}
            and not (i.nama_cari >= $4 and i.nama_cari < $4 || chr(1114111)) %s limit {_KANDIDAT}) c
        order by similarity(c.nama_cari, $4) desc, c.nama_cari, c.nik limit $5',
      tahap, syarat[tahap], case when tahap > 1 then 'and not (' || syarat[tahap - 1] || ')' else '' end)
      using awal, akhir, bulan, huruf, batas - jumlah;
    get diagnostics ketemu = row_count;
    jumlah := jumlah + ketemu;
    exit when jumlah >= batas;
  end loop;
end $$""",
    # Persons of the area whose NIK ends in `akhiran`, six digits or more.
    "dtks_cari_akhir_nik(akhiran text, luas text, bulan integer, batas integer)": f"""
returns table (nik varchar, dari integer) language plpgsql stable security definer
  set search_path = pg_catalog, public as $$
declare{_JANGKAUAN}
begin
  if not boleh or length(akhiran) < 6 then
    return;
  end if;
  return query execute
    'select i.nik, i.dari from dtks_individu i
      where i.kata_cari @> array[left($6, 4) || ''#'' || right($4, 6)] and right(i.nik, length($4)) = $4 and {_DI_SINI}
      order by i.nik limit $5' using awal, akhir, bulan, akhiran, batas, luas;
end $$""",
}

# Installed by the migration of an app, for the triggers that it writes; they tell numbers, never rows.
PINTU_MIGRASI = {
    # The family of whoever acts: nobody decides on their own (usulan/migrations/0004_kepentingan.py).
    "usulan_keluarga_petugas(bigint)",
    # Objections (sanggahan/migrations/0002_jejak.py): whether an officer is kin to a side, how many residents said what, and the
    # objector's row that closes with the objection.
    "sanggahan_berkerabat(bigint,bigint)",
    "sanggahan_hitung(bigint)",
    "sanggahan_tutup()",
    # The verdict that an appeal undid, for the proposal that it brings (0003_pemutus_pertama.py).
    "sanggahan_pemutus_pertama()",
}


def sql_pasang(peran: str) -> list[str]:
    """The statements that make every door as declared, open to the application alone."""
    perintah = []
    for nama, isi in PINTU_DATA.items():
        perintah += [
            f"create or replace function {nama} {isi}",
            f"revoke all on function {tanda(nama)} from public",
            f"grant execute on function {tanda(nama)} to {peran}",
        ]
    return perintah


def tanda(nama: str) -> str:
    """The signature by types alone: `f(a text, b integer)` → `f(text,integer)`."""
    kepala, _, isi = nama.rstrip(")").partition("(")
    return f"{kepala}({','.join(a.split()[1] for a in isi.split(',') if a.strip())})"


_TERPASANG = """
select p.oid::regprocedure::text, p.prosrc, coalesce(array_to_string(p.proconfig, ';'), ''),
       coalesce((select string_agg(a.grantee::regrole::text, ',' order by 1) from aclexplode(p.proacl) a
                  where a.grantee <> p.proowner), 'public')
  from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef
"""


def pintu_menyimpang(kursor, peran: str) -> list[str]:
    """Where the functions with the owner's eyes differ from the declaration, one sentence each. Any role may ask."""
    kursor.execute(_TERPASANG)
    ada = {nama: sisa for nama, *sisa in kursor.fetchall()}
    seharusnya = {tanda(nama): isi for nama, isi in PINTU_DATA.items()}
    beda = [f"fungsi {n} tidak dikenal" for n in sorted(ada.keys() - seharusnya.keys() - PINTU_MIGRASI)]
    beda += [f"fungsi {n} tidak ada" for n in sorted(seharusnya.keys() - ada.keys())]
    for nama in sorted(ada.keys() & seharusnya.keys()):
        isi, setelan, pemanggil = ada[nama]
        if isi != seharusnya[nama].partition("$$")[2].removesuffix("$$") or not setelan.startswith(
            "search_path=pg_catalog, public"
        ):
            beda.append(f"fungsi {nama}: isi berubah")
        if pemanggil != peran:
            beda.append(f"fungsi {nama}: terbuka bagi {pemanggil}, seharusnya {peran}")
    return beda
