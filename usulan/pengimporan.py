"""Taking a checked workbook over into the village's list: every good row, none of the others."""

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from dasar.alur import pastikan_boleh
from dasar.berkas import MB, simpan_isi
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, atas_nama
from dasar.models import Pekerjaan
from dasar.pekerjaan import antrekan
from usulan.alur import BUAT
from usulan.models import Impor, Musyawarah
from usulan.pemeriksaan import Lapor, hitung, simpan_buku_hasil, terapkan_temuan
from usulan.pencatatan import kunci_terbuka

UKURAN_BUKU = 20 * MB


def terima_buku(musyawarah: Musyawarah, unggahan: UploadedFile, *, oleh: Pelaku) -> tuple[Impor, Pekerjaan | None]:
    """Keep an uploaded workbook and queue its check. The same file again gives the import that is already there.

    Raises Ditolak for a sealed list and for a file over 20 MB (told from its size, before it is read).
    """
    pastikan_boleh(BUAT, oleh, musyawarah.wilayah_id)
    if unggahan.size > UKURAN_BUKU:
        raise Ditolak(
            f"Berkas {unggahan.name} berukuran {unggahan.size / MB:.0f} MB, paling besar 20 MB. Hapus gambar dan lembar lain,"
            " atau bagi menjadi beberapa berkas, lalu unggah lagi.",
            "berkas-besar",
        )
    if not unggahan.size:
        raise Ditolak(f"Berkas {unggahan.name} kosong. Simpan ulang dari Excel, lalu unggah lagi.", "berkas-kosong")
    with transaction.atomic():
        kunci_terbuka(musyawarah)
        berkas = simpan_isi(
            unggahan.read(),
            unggahan.name,
            unggahan.content_type or "application/octet-stream",
            wilayah=musyawarah.wilayah_id,
            oleh=oleh,
        )
        try:
            with transaction.atomic():
                impor = Impor.objects.create(
                    musyawarah=musyawarah,
                    wilayah_id=musyawarah.wilayah_id,
                    berkas=berkas,
                    sha256=berkas.sha256,
                    dibuat_oleh_id=oleh.pengguna_id,
                )
        except IntegrityError:
            sudah = Impor.objects.exclude(status=Impor.Status.GAGAL).get(musyawarah=musyawarah, sha256=berkas.sha256)
            return sudah, None
        return impor, antrekan("periksa_impor", str(impor.pk), {"impor": impor.pk}, oleh=oleh)


_MASUKKAN = """
insert into usulan_usulan (musyawarah_id, wilayah_id, jenis, program_id, sebab, nik, nomor_kk, nama, tempat_lahir,
    tanggal_lahir, ibu_kandung, jenis_kelamin, pekerjaan, status_kawin, pendidikan, hubungan, alamat, rt, rw, disabilitas,
    hamil_sejak, nama_suku, peringatan, impor_id, baris_impor, status, alasan, catatan, cara_verval, dibuat_oleh_id)
select %(musyawarah)s, %(desa)s, case when t.nomor is null then 'masuk' else 'bansos' end, b.program, '', b.nik, b.nomor_kk,
       b.nama, b.tempat_lahir, b.tanggal_lahir, b.ibu_kandung, b.jenis_kelamin, coalesce(b.pekerjaan, ''),
       coalesce(b.status_kawin, ''), coalesce(b.pendidikan, ''), b.hubungan, b.alamat, b.rt, b.rw, b.disabilitas,
       b.hamil_sejak, coalesce(b.nama_suku, ''), b.kode, b.impor_id, b.nomor, 'disusun', '', '', '', %(oleh)s
  from usulan_barisimpor b
  left join terdaftar t on t.nomor = b.nomor
 where b.impor_id = %(impor)s and b.status <> 'DITOLAK'
 order by b.nomor
"""

_SURVEI = """
insert into usulan_survei (musyawarah_id, wilayah_id, nomor_kk, {sk}, lintang, bujur, diisi_oleh_id)
select distinct on (nomor_kk) %(musyawarah)s, %(desa)s, nomor_kk, {jawab}, lintang, bujur, %(oleh)s
  from usulan_barisimpor
 where impor_id = %(impor)s and status <> 'DITOLAK' and kriteria is not null
 order by nomor_kk, hubungan nulls last, nomor
on conflict (musyawarah_id, nomor_kk) do nothing
""".format(
    sk=", ".join(f"sk{n}" for n in range(10)),
    jawab=", ".join(f"nullif(substr(kriteria, {n + 1}, 1), '-') = 'Y'" for n in range(10)),
)


def terapkan_impor(impor: Impor, *, oleh: Pelaku, lapor: Lapor) -> int:
    """Write the accepted rows as proposals of the deliberation. Returns how many; run again it writes none.

    Between check and take-over somebody else may have proposed the same person: the rules between rows run again here,
    and what they now refuse is refused with its reason. Raises Ditolak for a sealed list or an import not ready.
    """
    pastikan_boleh(BUAT, oleh, impor.wilayah_id)
    with atas_nama(oleh, BUAT.nama):
        kunci_terbuka(impor.musyawarah)
        terkunci = Impor.objects.select_for_update().get(pk=impor.pk)
        if terkunci.status == Impor.Status.DITERAPKAN:
            return 0
        if terkunci.status != Impor.Status.SIAP:
            raise Ditolak("Berkas ini belum selesai diperiksa. Tunggu sebentar, lalu muat ulang halaman.", "belum-siap")
        lapor(10, "Memeriksa ulang terhadap usulan terbaru")
        if terapkan_temuan(terkunci):
            hitung(terkunci)
            simpan_buku_hasil(terkunci, oleh=oleh)
        lapor(30, "Memasukkan usulan")
        return masukkan_baris(terkunci, oleh=oleh)


def masukkan_baris(impor: Impor, *, oleh: Pelaku) -> int:
    """Insert the staged good rows, and the survey of each family, right after `terapkan_temuan` judged them.

    Returns how many proposals. Raises Ditolak when somebody proposed one of the persons in this very moment.
    """
    isi = {"musyawarah": impor.musyawarah_id, "desa": impor.wilayah_id, "oleh": oleh.pengguna_id, "impor": impor.pk}
    with atas_nama(oleh, BUAT.nama), connection.cursor() as kursor:
        try:
            kursor.execute(_MASUKKAN, isi)
        except IntegrityError as galat:
            if "usulan_satu_terbuka" not in str(galat):
                raise
            raise Ditolak(
                "Pada saat yang sama orang yang sama diusulkan dari tempat lain. Tekan Terapkan sekali lagi.", "berbarengan"
            ) from galat
        jumlah = kursor.rowcount
        kursor.execute(_SURVEI, isi)
        kursor.execute("delete from usulan_barisimpor where impor_id = %s and status = 'DITERIMA'", [impor.pk])
    Impor.objects.filter(pk=impor.pk).update(
        status=Impor.Status.DITERAPKAN, jumlah_masuk=jumlah, diterapkan_pada=timezone.now()
    )
    return jumlah
