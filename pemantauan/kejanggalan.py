"""Oddities in the log: many verdicts in a short time, one file or address used by many, work at night, mass reveals and reads.

A job looks through what is new and keeps what crosses a threshold (settings.KEJANGGALAN; berdasarkan praktik: no source names
a number). A page reads these findings alone and says how far the job has looked. They are marks for the auditor: a bulk verdict,
a shared office line and a deadline night all have innocent explanations.
"""

import datetime as dt
from collections.abc import Mapping

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from akun.fungsi import DAFTAR_FUNGSI, NEGARA, F
from dasar.bacaan import BACAAN
from dasar.models import Jejak
from dasar.pembukaan import BUKA
from pemantauan.models import Kejanggalan, PemeriksaanKejanggalan
from usulan.alur import ALUR

J = Kejanggalan.Jenis
TABEL_USULAN = "usulan_usulan"
# The first look goes so far back; each later one begins a day before the last, for what was still under way then.
PERTAMA, TUMPANG = dt.timedelta(days=90), dt.timedelta(days=1)
# Completeness and verdict, each on somebody's own judgement.
PUTUSAN = tuple(x.nama for x in ALUR if x.cap in ("diperiksa", "diputus") and F.SISTEM not in x.fungsi)
MASUK = "masuk"
DI_LUAR_JAM = (BUKA, "ekspor", "unduh_ekspor")
# Who is no officer: their own data, and machines, are not looked at here.
BUKAN_PETUGAS = ("", "tamu", F.WARGA.value, F.SISTEM.value)
# Hours are those of the officer's area (Keppres 41/1987); the ministry's are those of Jakarta.
WITA = ("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76")
WIT = ("81", "82", "91", "92", "93", "94", "95", "96")
_PUSAT = tuple(f.kode.value for f in DAFTAR_FUNGSI if f.tingkat == NEGARA)


def _teks(isi: tuple[str, ...]) -> str:
    return ", ".join(f"'{n}'" for n in isi)


_HARI = "(j.pada at time zone 'Asia/Jakarta')::date"
_PETUGAS = f"j.pada >= %(sejak)s and j.pada < %(kini)s and j.fungsi not in ({_teks(BUKAN_PETUGAS)})"
# Where an officer works, by the last assignment in that function; an event's own area is that of its object.
_TEMPAT = (
    "coalesce((select p.wilayah_id from akun_penugasan p where p.pengguna_id = {0}.oleh and p.fungsi = {0}.fungsi"
    " order by p.id desc limit 1), {0}.wilayah)"
)
_PUTUSAN = f"j.tabel = '{TABEL_USULAN}' and j.langkah in ({_teks(PUTUSAN)})"
_DIBACA = f"j.ke is null and j.langkah in ({_teks(BACAAN)})"
_DIBUKA = f"j.ke is null and j.langkah = '{BUKA}'"
_ZONA = (
    f"case when j.fungsi in ({_teks(_PUSAT)}) then 'Asia/Jakarta' when left(j.wilayah, 2) in ({_teks(WITA)}) then 'Asia/Makassar'"
    f" when left(j.wilayah, 2) in ({_teks(WIT)}) then 'Asia/Jayapura' else 'Asia/Jakarta' end"
)


def _puncak(syarat: str) -> str:
    """SQL: per officer and day the moment with the most events in the minutes before it, where that crosses the threshold."""
    jendela = (
        "over (partition by j.oleh order by j.pada range between %(menit)s * interval '1 minute' preceding and current row)"
    )
    return f"""
with p as (
  select j.id, j.oleh, j.fungsi, j.wilayah, j.pada, {_HARI} as hari, count(*) {jendela} as n, min(j.pada) {jendela} as awal,
         count(*) over (partition by j.oleh, {_HARI}) as sehari
    from dasar_jejak j where {_PETUGAS} and {syarat}),
s as (select distinct on (oleh, hari) * from p where n >= %(ambang)s order by oleh, hari, n desc, id)
select oleh || ':' || hari as kunci, oleh as pengguna, fungsi, {_TEMPAT.format("s")} as wilayah, awal as mulai, pada as sampai,
       n as jumlah, jsonb_build_object('sehari', sehari, 'permintaan', (
         select count(distinct j.permintaan) from dasar_jejak j
          where j.oleh = s.oleh and j.pada between s.awal and s.pada and {syarat})) as rincian
  from s"""


_SEHARI = f"""
select h.oleh || ':' || h.hari as kunci, h.oleh as pengguna, h.fungsi, {_TEMPAT.format("h")} as wilayah, h.mulai, h.sampai,
       h.n as jumlah, jsonb_build_object('orang', h.orang) as rincian
  from (select j.oleh, max(j.fungsi) as fungsi, max(j.wilayah) as wilayah, {_HARI} as hari, min(j.pada) as mulai,
               max(j.pada) as sampai, count(*) as n, count(distinct j.subjek) as orang
          from dasar_jejak j where {_PETUGAS} and {_DIBUKA} group by j.oleh, {_HARI}) h
 where h.n >= %(ambang)s"""

# A bulk step of a thousand rows is one act: it is the requests that are counted.
_MALAM = f"""
select m.oleh || ':' || m.malam as kunci, m.oleh as pengguna, m.fungsi, {_TEMPAT.format("m")} as wilayah, m.mulai, m.sampai,
       m.n as jumlah, jsonb_build_object('peristiwa', m.peristiwa) as rincian
  from (select oleh, max(fungsi) as fungsi, max(wilayah) as wilayah,
               (setempat - %(selesai)s * interval '1 hour')::date as malam, min(pada) as mulai, max(pada) as sampai,
               count(distinct coalesce(nullif(permintaan, ''), id::text)) as n, count(*) as peristiwa
          from (select j.*, j.pada at time zone {_ZONA} as setempat from dasar_jejak j
                 where {_PETUGAS} and (j.ke is not null or j.langkah in ({_teks(DI_LUAR_JAM)}))) j
         where extract(hour from setempat) >= %(mulai)s or extract(hour from setempat) < %(selesai)s
         group by oleh, malam) m
 where m.n >= %(ambang)s"""

# The area is the smallest kabupaten/kota or province that holds them all.
_ALAMAT = f"""
select a.alamat || ':' || a.hari as kunci, null::bigint as pengguna, '' as fungsi, a.wilayah, a.mulai, a.sampai, a.n as jumlah,
       jsonb_build_object('alamat', a.alamat, 'akun', a.akun) as rincian
  from (select j.catatan as alamat, {_HARI} as hari, min(j.pada) as mulai, max(j.pada) as sampai, count(distinct j.oleh) as n,
               to_jsonb(array_agg(distinct j.oleh)) as akun,
               case when count(distinct left(j.wilayah, 4)) = 1 then left(min(j.wilayah), 4)
                    when count(distinct left(j.wilayah, 2)) = 1 then left(min(j.wilayah), 2) else '00' end as wilayah
          from dasar_jejak j where {_PETUGAS} and j.ke is null and j.langkah = '{MASUK}' and j.catatan <> ''
         group by 1, 2) a
 where a.n >= %(ambang)s"""

# A paper that replaces its older self in the same deliberation, or a house's photo in the same family, is no second use.
_BERKAS = """
select g.sha256 as kunci, case when cardinality(g.akun) = 1 then g.akun[1] end as pengguna, '' as fungsi, g.wilayah, g.mulai, g.sampai,
       greatest(cardinality(g.akun), g.objek) as jumlah,
       jsonb_build_object('sha256', g.sha256, 'akun', to_jsonb(g.akun), 'objek', g.objek) as rincian
  from (select b.sha256, array_agg(distinct b.dibuat_oleh) as akun,
               count(distinct coalesce('M' || d.musyawarah_id, 'K' || s.nomor_kk)) as objek,
               min(b.dibuat_pada) as mulai, max(b.dibuat_pada) as sampai,
               case when count(distinct left(b.wilayah, 4)) = 1 then left(min(b.wilayah), 4)
                    when count(distinct left(b.wilayah, 2)) = 1 then left(min(b.wilayah), 2) else '00' end as wilayah
          from dasar_berkas b
          left join usulan_dokumenmusyawarah d on d.berkas_id = b.id
          left join usulan_survei s on s.foto_rumah_id = b.id
         where b.dibuat_oleh <> 0
           and b.sha256 in (select n.sha256 from dasar_berkas n where n.dibuat_pada >= %(sejak)s and n.dibuat_pada < %(kini)s)
         group by b.sha256) g
 where greatest(cardinality(g.akun), g.objek) >= %(ambang)s"""

# kind → (its SQL, name of its threshold, further values out of the settings).
PENCARI: dict[J, tuple[str, str, Mapping[str, str]]] = {
    J.KECEPATAN: (_puncak(_PUTUSAN), "putusan", {"menit": "putusan_menit"}),
    J.BERKAS: (_BERKAS, "berkas", {}),
    J.ALAMAT: (_ALAMAT, "alamat", {}),
    J.LUAR_JAM: (_MALAM, "luar_jam", {"mulai": "malam_mulai", "selesai": "malam_selesai"}),
    J.BUKA: (_SEHARI, "buka", {}),
    J.BACA: (_puncak(_DIBACA), "baca", {"menit": "baca_menit"}),
}
_SIMPAN = """
insert into pemantauan_kejanggalan as k (jenis, kunci, pengguna, fungsi, wilayah, mulai, sampai, jumlah, ambang, rincian)
select %(jenis)s, t.kunci, t.pengguna, t.fungsi, t.wilayah, t.mulai, t.sampai, t.jumlah, %(ambang)s, t.rincian from ({isi}) t
on conflict (jenis, kunci) do update
   set pengguna = excluded.pengguna, wilayah = excluded.wilayah, mulai = excluded.mulai, sampai = excluded.sampai,
       jumlah = excluded.jumlah, ambang = excluded.ambang, rincian = excluded.rincian
 where excluded.jumlah > k.jumlah"""


@transaction.atomic
def periksa() -> int:
    """Look through what is new since the last look, of every kind. Returns how many findings are new or have grown.

    One at a time: who finds it running leaves it to the other.
    """
    with connection.cursor() as kursor:
        kursor.execute("select pg_try_advisory_xact_lock(hashtext('pemantauan_kejanggalan'))")
        if not kursor.fetchone()[0]:
            return 0
        kini = timezone.now()
        terakhir = dict(PemeriksaanKejanggalan.objects.values_list("jenis", "diperiksa_sampai"))
        return sum(_periksa(kursor, jenis, terakhir.get(jenis.value), kini) for jenis in J)


def _periksa(kursor, jenis: J, terakhir: dt.datetime | None, kini: dt.datetime) -> int:
    sql, nama, lain = PENCARI[jenis]
    batas = settings.KEJANGGALAN
    # Findings are made of whole days.
    sejak = timezone.localtime(terakhir - TUMPANG if terakhir else kini - PERTAMA).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    nilai = {"jenis": jenis.value, "ambang": batas[nama], "sejak": sejak, "kini": kini}
    kursor.execute(_SIMPAN.format(isi=sql), nilai | {k: batas[n] for k, n in lain.items()})
    jumlah = kursor.rowcount
    PemeriksaanKejanggalan.objects.update_or_create(jenis=jenis, defaults={"diperiksa_sampai": kini, "ambang": batas[nama]})
    return jumlah


def ketentuan() -> dict[J, str]:
    """What each kind looks for, with the numbers that are set, in words."""
    n = settings.KEJANGGALAN
    return {
        J.KECEPATAN: f"{n['putusan']} putusan atau lebih oleh satu petugas dalam {n['putusan_menit']} menit",
        J.BERKAS: f"berkas yang sama isinya dipakai {n['berkas']} akun, musyawarah, atau keluarga atau lebih",
        J.ALAMAT: f"{n['alamat']} akun petugas atau lebih masuk dari satu alamat jaringan dalam sehari",
        J.LUAR_JAM: f"{n['luar_jam']} tindakan atau lebih oleh satu petugas antara pukul {n['malam_mulai']:02}.00 dan"
        f" {n['malam_selesai']:02}.00 waktu setempat",
        J.BUKA: f"{n['buka']} nomor lengkap atau lebih dibuka satu petugas dalam sehari",
        J.BACA: f"{n['baca']} halaman data orang atau lebih dibaca satu petugas dalam {n['baca_menit']} menit",
    }


def peristiwa(k: Kejanggalan) -> QuerySet[Jejak]:
    """The events that a finding was made of; none for a file, whose uses are rows of their own (`pemakaian`)."""
    masa = Jejak.objects.filter(pada__range=(k.mulai, k.sampai))
    oleh = masa.filter(oleh=k.pengguna)
    match k.jenis:
        case J.KECEPATAN:
            return oleh.filter(tabel=TABEL_USULAN, langkah__in=PUTUSAN)
        case J.BUKA:
            return oleh.filter(ke=None, langkah=BUKA)
        case J.BACA:
            return oleh.filter(ke=None, langkah__in=BACAAN)
        case J.LUAR_JAM:
            return oleh.filter(ke__isnull=False) | oleh.filter(langkah__in=DI_LUAR_JAM)
        case J.ALAMAT:
            return masa.filter(ke=None, langkah=MASUK, catatan=k.rincian["alamat"])
        case _:
            return Jejak.objects.none()


def pemakaian(k: Kejanggalan) -> list[dict]:
    """Where a file of a finding was used: when, by which account, its name, the deliberation, '' or the survey's own."""
    if k.jenis != J.BERKAS:
        return []
    with connection.cursor() as kursor:
        kursor.execute(
            """select b.dibuat_pada, b.dibuat_oleh, coalesce(p.nama, 'Akun ' || b.dibuat_oleh), b.nama, w.nama, d.jenis,
                      coalesce(d.musyawarah_id, s.musyawarah_id), s.id
                 from dasar_berkas b
                 left join usulan_dokumenmusyawarah d on d.berkas_id = b.id
                 left join usulan_survei s on s.foto_rumah_id = b.id
                 left join akun_pengguna p on p.id = b.dibuat_oleh
                 left join wilayah_wilayah w on w.kode = b.wilayah
                where b.sha256 = %s and b.dibuat_oleh <> 0 order by b.dibuat_pada, b.id limit 200""",
            [k.kunci],
        )
        nama = ("waktu", "akun", "oleh", "berkas", "wilayah", "jenis", "musyawarah", "survei")
        return [dict(zip(nama, b, strict=True)) for b in kursor.fetchall()]
