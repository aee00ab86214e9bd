"""The head's signature over a batch, and the letter that proves it (Pasal 6(3), 7(1); Kepmensos 73/HUK/2024)."""

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from dasar.alur import jalankan, pastikan_boleh
from dasar.galat import Ditolak
from dasar.jejak import Pelaku
from dasar.verifikasi import kode_baru
from usulan.alur import SAHKAN
from usulan.kepentingan import tanpa_keluarga_sendiri
from usulan.models import Usulan
from verval.alur import SAHKAN_BATCH
from verval.models import Batch, ItemBatch
from verval.pembundelan import kunci_tersusun

# The list as it is signed: number, NIK, programme and kind of every proposal, in order.
_SIDIK = """
select count(*), encode(sha256(convert_to(coalesce(string_agg(
         concat_ws('|', u.id, u.nik, u.nomor_kk, u.nama, u.program_id, u.jenis), E'\\n' order by u.id), ''), 'UTF8')), 'hex')
  from verval_itembatch i join usulan_usulan u on u.id = i.usulan_id
 where i.batch_id = %s and i.dikeluarkan_pada is null
"""


def sidik_daftar(batch: Batch) -> tuple[int, str]:
    """How many proposals the batch holds now, and the SHA-256 of their list: what a signature would cover."""
    with connection.cursor() as kursor:
        kursor.execute(_SIDIK, [batch.pk])
        return kursor.fetchone()


@transaction.atomic
def sahkan(batch: Batch, *, nomor_surat: str, oleh: Pelaku, sidik_dilihat: str = "") -> Batch:
    """Sign a batch as a whole; the signed proposals go on through the province at once (Pasal 7(1), automatic).

    `sidik_dilihat` is the hash that the signer was shown; when given, a list that differs from it is not signed. Raises
    Ditolak for an empty batch, a missing or used letter number, a changed list, a batch that somebody else signed first,
    and a batch that holds what the signer made, checked, decided or gathered in an earlier function, or of the signer's own family.
    """
    pastikan_boleh(SAHKAN_BATCH, oleh, batch.wilayah_id)
    if not nomor_surat.strip():
        raise Ditolak("Tulis nomor surat pengesahan.", "nomor-kosong")
    terkunci = kunci_tersusun(batch)
    jumlah, sidik = sidik_daftar(terkunci)
    if not jumlah:
        raise Ditolak("Berkas ini kosong. Tidak ada usulan yang dapat disahkan.", "berkas-kosong")
    if sidik_dilihat and sidik_dilihat != sidik:
        raise Ditolak("Isi berkas berubah sejak Anda membukanya. Periksa lagi isinya, lalu sahkan.", "isi-berubah")
    item = ItemBatch.objects.filter(batch=terkunci, dikeluarkan_pada__isnull=True)
    usulan = Usulan.objects.filter(pk__in=item.values("usulan"))
    siapa = oleh.pengguna_id
    pernah = usulan.filter(Q(dibuat_oleh=siapa) | Q(diperiksa_oleh=siapa) | Q(diputus_oleh=siapa))
    if terkunci.dibuat_oleh_id == siapa or pernah.exists():
        raise Ditolak(
            "Berkas ini memuat pekerjaan Anda sendiri dalam fungsi sebelumnya. Pengesahan harus dilakukan pejabat lain.",
            "pekerjaan-sendiri",
        )
    if tanpa_keluarga_sendiri(usulan, oleh).count() != jumlah:
        raise Ditolak(
            "Berkas ini memuat usulan keluarga Anda sendiri. Pengesahan harus dilakukan pejabat lain.",
            "keluarga-sendiri",
        )
    if jalankan(usulan, SAHKAN, oleh=oleh) != jumlah:
        raise Ditolak("Sebagian usulan dalam berkas ini berubah. Muat ulang halaman, lalu periksa isinya.", "isi-berubah")
    try:
        with transaction.atomic():
            jalankan(
                Batch.objects.filter(pk=terkunci.pk),
                SAHKAN_BATCH,
                oleh=oleh,
                nomor_surat=nomor_surat.strip(),
                jumlah=jumlah,
                sidik=sidik,
                kode_verifikasi=kode_baru(),
            )
    except IntegrityError as galat:
        if "batch_nomor_surat" in str(galat):
            raise Ditolak(f"Nomor surat {nomor_surat} sudah dipakai. Periksa nomornya.", "nomor-terpakai") from galat
        raise
    for setelah in settings.SETELAH_PENGESAHAN:
        import_string(setelah)(usulan)
    terkunci.refresh_from_db()
    return terkunci
