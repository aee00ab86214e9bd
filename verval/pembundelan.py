"""Batches: what was found layak, gathered for the head's signature."""

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from dasar.alur import jalankan, pastikan_boleh
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, atas_nama
from dasar.periode import periode_kini
from usulan.alur import BUNDEL, KELUARKAN, LEPAS, S
from usulan.kabar import kabarkan
from usulan.kepentingan import tanpa_keluarga_sendiri
from usulan.models import Usulan
from verval.alur import BATALKAN_BATCH, SB, SUSUN
from verval.models import Batch, ItemBatch


@transaction.atomic
def susun_batch(*, oleh: Pelaku, usulan: QuerySet[Usulan] | None = None) -> Batch:
    """Gather the proposals found layak (all of the kabupaten/kota, or those of `usulan`) into a new batch.

    The own family is left for a colleague. Raises Ditolak when there is none. Two at once: each proposal lands in exactly one batch.
    """
    pastikan_boleh(SUSUN, oleh)
    with atas_nama(oleh, SUSUN.nama):
        batch = Batch.objects.create(wilayah_id=oleh.wilayah, periode=periode_kini(), dibuat_oleh_id=oleh.pengguna_id)
    baris = tanpa_keluarga_sendiri(Usulan.objects.all() if usulan is None else usulan, oleh)
    awal, akhir = oleh.rentang
    siap = baris.filter(status=S.LAYAK, wilayah__gte=awal, wilayah__lt=akhir).select_for_update(skip_locked=True, of=("self",))
    sql, isi = siap.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as kursor:
        kursor.execute(
            f"insert into verval_itembatch (batch_id, usulan_id) select %s, k.id from ({sql}) as k(id)", [batch.pk, *isi]
        )
        if not kursor.rowcount:
            raise Ditolak("Belum ada usulan yang dinyatakan layak untuk disahkan.", "tidak-ada-usulan")
        kursor.execute("analyze verval_itembatch")
    jalankan(Usulan.objects.filter(item_batch__batch=batch), BUNDEL, oleh=oleh)
    return batch


@transaction.atomic
def keluarkan(batch: Batch, usulan: list[int], *, alasan: str, catatan: str = "", oleh: Pelaku) -> int:
    """The head sends single proposals of an unsigned batch back to verification, with a reason. Returns how many.

    Raises Ditolak for a proposal of the head's own family.
    """
    terkunci = kunci_tersusun(batch)
    item = ItemBatch.objects.filter(batch=terkunci, usulan__in=usulan, dikeluarkan_pada__isnull=True)
    baris = Usulan.objects.filter(pk__in=item.values("usulan"))
    if tanpa_keluarga_sendiri(baris, oleh).count() != baris.count():
        raise Ditolak(
            "Pilihan ini memuat usulan keluarga Anda sendiri. Usulan itu hanya dikeluarkan oleh pejabat lain.",
            "keluarga-sendiri",
        )
    kabarkan(baris, KELUARKAN, oleh=oleh)
    jumlah = jalankan(baris, KELUARKAN, oleh=oleh, alasan=alasan, catatan=catatan)
    item.update(dikeluarkan_pada=timezone.now())
    return jumlah


@transaction.atomic
def batalkan_batch(batch: Batch, *, alasan: str, oleh: Pelaku) -> None:
    """Undo an unsigned batch; its proposals wait again as layak."""
    terkunci = kunci_tersusun(batch)
    item = ItemBatch.objects.filter(batch=terkunci, dikeluarkan_pada__isnull=True)
    jalankan(Usulan.objects.filter(pk__in=item.values("usulan")), LEPAS, oleh=oleh)
    item.update(dikeluarkan_pada=timezone.now())
    jalankan(Batch.objects.filter(pk=terkunci.pk), BATALKAN_BATCH, oleh=oleh, alasan="B01", catatan=alasan)


def kunci_tersusun(batch: Batch) -> Batch:
    """Lock an unsigned batch for this transaction. Raises Ditolak, naming who was first, when it is signed or undone."""
    # The signer is read after the lock: a join made before the wait would still show nobody.
    terkunci = Batch.objects.select_for_update().get(pk=batch.pk)
    if terkunci.status == SB.DISAHKAN:
        waktu = timezone.localtime(terkunci.disahkan_pada)
        raise Ditolak(
            f"Berkas ini sudah disahkan oleh {terkunci.disahkan_oleh} pada {waktu:%d-%m-%Y pukul %H.%M}.", "sudah-disahkan"
        )
    if terkunci.status == SB.DIBATALKAN:
        raise Ditolak("Berkas ini sudah dibatalkan.", "sudah-dibatalkan")
    return terkunci
