"""How long a kabupaten/kota takes to answer: for the public page, counted once a night, never by a page.

Of what villages handed in during the last six months: the median of days from handing in to the answer (a verdict, or a
return to the village), how many still wait, and how many were or are answered later than the calendar says (`usulan.Jadwal`;
who hands in after the village's own date belongs to the next month). Berdasarkan praktik: no decree names a binding time.
"""

import datetime as dt
import json

from django.db import connection, transaction
from django.utils import timezone

from dasar import periode as bulan
from dasar.jangkauan import seluruh_negeri
from penetapan.models import WaktuJawab
from usulan.alur import S
from usulan.models import Jadwal
from wilayah.models import Wilayah

HARI = 182

_HITUNG = """
with batas as materialized (
  select * from jsonb_to_recordset(%(batas)s::jsonb) as b(kab text, periode int, desa date, kabupaten date)),
usul as (
  select left(wilayah_id, 4) as kab, diajukan_pada, (diajukan_pada at time zone 'Asia/Jakarta')::date as masuk,
         coalesce(diputus_pada, case when status = %(dikembalikan)s then diperiksa_pada end) as jawab
    from usulan_usulan
   where diajukan_pada >= %(sejak)s and status <> all(%(abaikan)s)),
tenggat as (
  select u.*, case when u.masuk <= b.desa then b.kabupaten else l.kabupaten end as batas
    from usul u
    join batas b on b.kab = u.kab and b.periode = (extract(year from u.masuk) * 100 + extract(month from u.masuk))::int
    join batas l on l.kab = u.kab and l.periode = case when b.periode %% 100 = 12 then b.periode + 89 else b.periode + 1 end)
select kab, count(jawab)::int, count(*) filter (where jawab is null)::int,
       percentile_cont(0.5) within group (order by extract(epoch from jawab - diajukan_pada) / 86400) filter (where jawab is not null),
       count(*) filter (where coalesce((jawab at time zone 'Asia/Jakarta')::date, %(hari_ini)s) > batas)::int
  from tenggat group by kab order by kab
"""


def _batas(dari: int, sampai: int) -> list[dict]:
    """The dates of every kabupaten/kota and month: its own calendar, its province's, the nation's, else the default."""
    daftar = list(Wilayah.objects.kabupaten().values_list("kode", flat=True))
    hasil, periode = [], dari
    while periode <= sampai:
        umum = Jadwal.untuk(periode, "00")
        khusus = {j.wilayah_id: j for j in Jadwal.objects.filter(periode=periode)}
        for kab in daftar:
            j = khusus.get(kab) or khusus.get(kab[:2]) or umum
            hasil.append({"kab": kab, "periode": periode, "desa": str(j.batas_desa), "kabupaten": str(j.batas_kabupaten)})
        periode = bulan.berikut(periode)
    return hasil


@transaction.atomic
def hitung_waktu_jawab() -> int:
    """Replace the counts by those of this moment. Returns how many kabupaten/kota have any."""
    hari_ini = timezone.localdate()
    sejak = hari_ini - dt.timedelta(days=HARI)
    batas = _batas(bulan.dari_tanggal(sejak), bulan.berikut(bulan.periode_kini()))
    isi = {
        "batas": json.dumps(batas),
        "sejak": dt.datetime.combine(sejak, dt.time.min, timezone.get_current_timezone()),
        "hari_ini": hari_ini,
        "dikembalikan": S.DIKEMBALIKAN.value,
        "abaikan": [S.DISUSUN.value, S.DISETUJUI_MUSDES.value, S.DITOLAK_MUSDES.value, S.DIBATALKAN.value],
    }
    with seluruh_negeri(), connection.cursor() as kursor:
        kursor.execute(_HITUNG, isi)
        baris = kursor.fetchall()
    WaktuJawab.objects.all().delete()
    WaktuJawab.objects.bulk_create(
        WaktuJawab(wilayah_id=kab, dijawab=dijawab, menunggu=menunggu, median_hari=median, lewat=lewat)
        for kab, dijawab, menunggu, median, lewat in baris
    )
    return len(baris)
