"""Who hears what became of a proposal: the person, whoever registered that person, and the village that put the name forward.

One statement for one proposal or a hundred thousand, inside the act that it tells of. Nobody gets a row per proposal: a
citizen one per act, however many names are his, and an officer one that is unread at a time. Whoever has no account stands in
the list for the RT (`usulan.kabar_rt`). Berdasarkan praktik (domain.md 7, pains 3 and 7).
"""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from akun.alur import AKTIF
from akun.fungsi import F
from akun.pemberitahuan import beri_tahu_dari
from dasar.alur import Langkah
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import Pelaku
from usulan.alur import KELUARKAN, KEMBALIKAN, KEMBALIKAN_KAB, LAYAKKAN, PULANGKAN, TETAPKAN, TOLAK, TOLAK_MUSDES, URUNGKAN
from usulan.models import Usulan

_DIULANG = "dikembalikan ke dinas sosial untuk diperiksa sekali lagi."
# The predicate of the sentence, by step.
KABAR: dict[str, str] = {
    LAYAKKAN.nama: "dinyatakan layak oleh dinas sosial dan menunggu pengesahan.",
    TOLAK.nama: "tidak dapat diterima dinas sosial. Baca alasannya dan apa yang dapat dilakukan.",
    PULANGKAN.nama: "dikembalikan ke desa/kelurahan untuk diperbaiki.",
    KEMBALIKAN.nama: "dikembalikan ke desa/kelurahan untuk diperbaiki.",
    KELUARKAN.nama: _DIULANG,
    KEMBALIKAN_KAB.nama: _DIULANG,
    URUNGKAN.nama: _DIULANG,
    TOLAK_MUSDES.nama: "belum disetujui musyawarah desa/kelurahan.",
    TETAPKAN.nama: "diterima dan ditetapkan Kementerian Sosial.",
}


@dataclass(frozen=True, slots=True)
class Penerima:
    """Which of the three are told."""

    yang_diusulkan: bool = True
    pengusul: bool = True


SEMUA = Penerima()

# `kena`: the proposals that are about to move. What somebody with an account waits for is locked, so that nobody is told of a
# step that another took first; the rest is locked by the step itself.
_SUMBER = f"""
with kena as materialized (
  select b.id, b.nik, b.jenis in ('penghentian', 'penonaktifan') as keluar, b.dibuat_oleh_id, b.pendaftaran_id from ({{baris}}) b
), warga as (
  select t.pengguna_id, k.id, true as sendiri, k.keluar, null::bigint as pendaftaran_id
    from kena k join akun_penugasan t on t.nik = k.nik and t.fungsi = '{F.WARGA.value}' and t.status = '{AKTIF}' where %s
  union all
  select p.pemohon_id, k.id, false, false, p.id
    from kena k join usulan_pendaftaran p on p.id = k.pendaftaran_id join akun_pengguna a on a.id = p.pemohon_id
   where %s and a.nik is distinct from k.nik
), terkunci as (
  select u.id from usulan_usulan u where u.id in (select id from warga) and u.status = any(%s) order by u.id for update
)
select w.pengguna_id as penerima,
       case when not w.sendiri then case when count(distinct w.id) = 1 then 'Usulan yang Anda daftarkan '
                                         else count(distinct w.id) || ' usulan yang Anda daftarkan ' end
            when w.keluar then 'Usulan penghentian atas nama Anda ' else 'Usulan atas nama Anda ' end || %s as kalimat,
       case when w.sendiri then %s when count(distinct w.pendaftaran_id) = 1
            then replace(%s, '/0/', '/' || min(w.pendaftaran_id) || '/') else %s end as alamat
  from warga w join terkunci t on t.id = w.id group by w.pengguna_id, w.sendiri, w.keluar
union all
select distinct k.dibuat_oleh_id, 'Ada usulan dari Anda yang ' || %s, %s
  from kena k join akun_penugasan t on t.pengguna_id = k.dibuat_oleh_id
   and t.fungsi = '{F.PENGISI_DESA.value}' and t.status = '{AKTIF}'
 where %s and k.dibuat_oleh_id <> %s
"""
_KOLOM = ("id", "nik", "jenis", "dibuat_oleh_id", "pendaftaran_id")


def kabarkan(baris: QuerySet[Usulan], langkah: Langkah, *, oleh: Pelaku, siapa: Penerima = SEMUA) -> int:
    """Tell the accounts that `baris` concern of `langkah`; returns how many notices that made.

    `baris` are the very proposals that the step is about to move (or, for TETAPKAN and a sealed refusal, has moved): rows in
    another state or outside the area of `oleh` do not count. Belongs into the step's transaction, before the step.
    """
    status = [langkah.ke] if langkah in (TETAPKAN, TOLAK_MUSDES) else list(langkah.dari)
    awal, akhir = oleh.rentang
    baris = baris.filter(status__in=status, wilayah__gte=awal, wilayah__lt=akhir)
    sql, isi = baris.order_by().values(*_KOLOM).query.sql_with_params()
    kata = KABAR[langkah.nama]
    alamat = [reverse("data_saya:data"), reverse("usulan_saya:rincian", args=[0]), reverse("usulan_saya:daftar")]
    with seluruh_negeri():
        return beri_tahu_dari(
            "usulan",
            _SUMBER.format(baris=sql),
            [
                *isi, siapa.yang_diusulkan, siapa.pengusul, status, kata, *alamat, kata, reverse("usulan:daftar"),
                siapa.pengusul, oleh.pengguna_id,
            ],
        )  # fmt: skip
