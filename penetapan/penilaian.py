"""The assessment of integrity by the ministry's data unit (Pasal 8(1)-(2) Permensos 3/2021), with partial return."""

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from dasar.alur import jalankan, pastikan_boleh
from dasar.galat import Ditolak
from dasar.jejak import NEGARA, Pelaku, rentang_wilayah
from penetapan.kriteria import KRITERIA, SIAPKAN, sql_semua
from penetapan.models import Penilaian, TemuanIntegritas
from penetapan.pemadanan import padankan
from usulan.alur import KEMBALIKAN_KAB, LOLOSKAN, S
from usulan.kabar import kabarkan
from usulan.kepentingan import keluarga_petugas
from usulan.models import Usulan

_KLAIM = """
select nik, nama, nomor_kk, tanggal_lahir, jenis_kelamin, wilayah_id from dinilai d
 where jenis in ('masuk', 'bansos') and not exists (
   select from dtks_padanan p where p.nik = d.nik and p.status = 'padan' and p.dicek_pada > now() - interval '30 days')
"""


@transaction.atomic
def nilai(*, oleh: Pelaku, wilayah: str = NEGARA, terapkan: bool = False) -> Penilaian:
    """Assess every forwarded proposal of an area by the five criteria of Pasal 8(3).

    Without `terapkan` it only looks: findings with evidence are kept for the screen, no proposal moves. With it, the
    failing ones go back to the kabupaten/kota with the letters as reasons (partial return), the others pass on to the
    determination. Rows are locked, so what is judged is what moves. Raises Ditolak when nothing waits.
    """
    pastikan_boleh(LOLOSKAN, oleh, wilayah)
    awal, akhir = rentang_wilayah(wilayah)
    menunggu = Usulan.objects.filter(status=S.DITERUSKAN, wilayah__gte=awal, wilayah__lt=akhir)
    with connection.cursor() as kursor:
        if terapkan:
            sql, isi = menunggu.select_for_update().order_by().values("pk").query.sql_with_params()
            kursor.execute(f"select count(*) from ({sql}) t", isi)
        kursor.execute("drop table if exists dinilai")
        kursor.execute(SIAPKAN, {"status": S.DITERUSKAN.value, "awal": awal, "akhir": akhir})
        jumlah = kursor.rowcount
        # The own family waits for a colleague's assessment, and so does what oneself verified for the ministry.
        kursor.execute(
            "delete from dinilai where nik = %s or nomor_kk = any(%s)"
            " or id in (select id from usulan_usulan where status = %s and verval_pusat and diputus_oleh_id = %s)",
            [*keluarga_petugas(oleh.pengguna_id), S.DITERUSKAN.value, oleh.pengguna_id],
        )
        jumlah -= kursor.rowcount
        if not jumlah:
            raise Ditolak("Tidak ada usulan yang menunggu penilaian integritas.", "tidak-ada-usulan")
        kursor.execute("create index on dinilai (nik); create index on dinilai (nomor_kk); analyze dinilai")
        padankan(_KLAIM, {})
        penilaian = Penilaian.objects.create(
            wilayah_id=wilayah, diterapkan=terapkan, jumlah_dinilai=jumlah, dibuat_oleh_id=oleh.pengguna_id
        )
        kursor.execute(
            f"""insert into penetapan_temuanintegritas (penilaian_id, usulan_id, wilayah_id, kriteria, bukti)
                select %(penilaian)s, t.id, d.wilayah_id, t.kriteria, string_agg(distinct t.bukti, ' ')
                  from ({sql_semua()}) as t(id, kriteria, bukti) join dinilai d on d.id = t.id
                 group by t.id, d.wilayah_id, t.kriteria""",
            {"penilaian": penilaian.pk},
        )
        kursor.execute("analyze penetapan_temuanintegritas")
    gagal = TemuanIntegritas.objects.filter(penilaian=penilaian).values("usulan").distinct().count()
    if terapkan:
        _pulangkan(penilaian, oleh)
        # Only what was judged: a proposal that arrived meanwhile waits for the next assessment.
        lolos = menunggu.extra(where=["usulan_usulan.id in (select id from dinilai)"])
        jalankan(lolos, LOLOSKAN, oleh=oleh)
    penilaian.jumlah_gagal, penilaian.jumlah_lolos = gagal, jumlah - gagal
    penilaian.save(update_fields=["jumlah_gagal", "jumlah_lolos"])
    return penilaian


def _pulangkan(penilaian: Penilaian, oleh: Pelaku) -> None:
    """Return the failing items, one statement per combination of letters (at most 31)."""
    kode = {k.huruf: k.kode_alasan for k in KRITERIA}
    with connection.cursor() as kursor:
        kursor.execute(
            """create temporary table gagal on commit drop as
               select usulan_id, string_agg(kriteria, '' order by kriteria) as huruf,
                      'Tidak memenuhi kriteria integritas Pasal 8 ayat (3). '
                      || string_agg(format('Huruf %%s: %%s', kriteria, bukti), ' ' order by kriteria) as bukti
                 from penetapan_temuanintegritas where penilaian_id = %s group by usulan_id""",
            [penilaian.pk],
        )
        kursor.execute("create index on gagal (usulan_id); analyze gagal")
        kursor.execute("select distinct huruf from gagal order by 1")
        kombinasi = [h for (h,) in kursor.fetchall()]
    kabarkan(Usulan.objects.extra(where=["usulan_usulan.id in (select usulan_id from gagal)"]), KEMBALIKAN_KAB, oleh=oleh)
    for huruf in kombinasi:
        baris = Usulan.objects.extra(
            where=["usulan_usulan.id in (select usulan_id from gagal where huruf = %s)"], params=[huruf]
        )
        jalankan(
            baris,
            KEMBALIKAN_KAB,
            oleh=oleh,
            alasan=",".join(kode[h] for h in huruf),
            # Each row its own evidence: the kabupaten/kota mends by it.
            catatan=RawSQL("(select g.bukti from gagal g where g.usulan_id = usulan_usulan.id)", []),
        )
    with connection.cursor() as kursor:
        kursor.execute("drop table gagal")
