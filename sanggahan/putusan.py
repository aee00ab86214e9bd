"""The verdict of the verifikator on an objection (domain.md 4.8), with reasons that both sides read."""

from django.db import transaction
from django.utils import timezone

from dasar.alur import jalankan, pastikan_boleh
from dasar.galat import Ditolak
from dasar.jejak import Pelaku
from sanggahan import kabar
from sanggahan.alasan import AlasanBantah, AlasanUlang
from sanggahan.alur import BANTAH, BUKTIKAN, SS, ULANGI
from sanggahan.hasil import HASIL, keluarkan
from sanggahan.keluarga import pastikan_tidak_berkerabat
from sanggahan.models import Sanggahan
from sanggahan.pemeriksaan import kunci
from usulan.models import Usulan

PENJELASAN_MIN = 20


def belum_didengar(sanggahan: Sanggahan) -> bool:
    """Whether the family has neither answered nor let its days pass."""
    return sanggahan.batas_jawab >= timezone.localdate() and not sanggahan.jawaban.exists()


def _siap_diputus(sanggahan: Sanggahan, penjelasan: str, oleh: Pelaku) -> Sanggahan:
    if len(penjelasan.strip()) < PENJELASAN_MIN:
        raise Ditolak(f"Tulis penjelasan paling sedikit {PENJELASAN_MIN} huruf. Kedua pihak membacanya.", "penjelasan-pendek")
    terkunci = kunci(sanggahan, SS.DIKUNJUNGI)
    pastikan_tidak_berkerabat(terkunci, oleh)
    if oleh.pengguna_id in (terkunci.diperiksa_oleh_id, terkunci.dikunjungi_oleh_id):
        raise Ditolak(
            "Anda sendiri yang dulu memeriksa atau mengunjunginya. Verifikator lain harus memutus.", "bukan-orang-lain"
        )
    if belum_didengar(terkunci):
        raise Ditolak(
            f"Keluarga yang disanggah masih dapat menjawab sampai {terkunci.batas_jawab:%d-%m-%Y}. Putusan menunggu jawabannya.",
            "belum-didengar",
        )
    return terkunci


@transaction.atomic
def buktikan(sanggahan: Sanggahan, *, hasil: str, sebab: str, penjelasan: str, oleh: Pelaku) -> list[Usulan]:
    """Find an objection proven: an ordinary proposal leaves for the signature, with the stamps of those who handled it.

    `hasil`: end the programmes (`penghentian`) or leave the register (`penonaktifan`); `sebab`: the ground; `penjelasan`: read by
    both sides. The proposal's maker is the portal, its checker who ordered the visit, its decider `oleh`, so that the
    signature is a third person's. Raises Ditolak while the family may still answer, for one's own family or work, a missing
    explanation, a person who cannot be proposed, and when somebody was first.
    """
    pastikan_boleh(BUKTIKAN, oleh, sanggahan.wilayah_id)
    if hasil not in HASIL.values or sebab not in Usulan.Sebab.values:
        raise Ditolak("Pilih apa yang diusulkan dan apa sebabnya.", "hasil-kosong")
    terkunci = _siap_diputus(sanggahan, penjelasan, oleh)
    jalankan(
        Sanggahan.objects.filter(pk=terkunci.pk),
        BUKTIKAN,
        oleh=oleh,
        alasan=terkunci.alasan_sanggah,
        catatan=penjelasan.strip(),
    )
    terkunci.refresh_from_db()
    usulan = keluarkan(
        terkunci,
        hasil,
        sebab,
        catatan=f"Sanggahan {terkunci.nomor} terbukti. {penjelasan.strip()}",
        diperiksa=(terkunci.diperiksa_oleh_id, terkunci.diperiksa_pada),
        diputus=(terkunci.diputus_oleh_id, terkunci.diputus_pada),
    )
    kabar.diputus(terkunci)
    return usulan


@transaction.atomic
def bantah(sanggahan: Sanggahan, *, alasan: str, penjelasan: str, oleh: Pelaku) -> None:
    """Find an objection not proven: nothing changes for the family. Raises Ditolak as `buktikan` does."""
    pastikan_boleh(BANTAH, oleh, sanggahan.wilayah_id)
    if alasan not in AlasanBantah.values:
        raise Ditolak("Pilih mengapa sanggahan ini tidak terbukti.", "alasan-kosong")
    terkunci = _siap_diputus(sanggahan, penjelasan, oleh)
    jalankan(Sanggahan.objects.filter(pk=terkunci.pk), BANTAH, oleh=oleh, alasan=alasan, catatan=penjelasan.strip())
    terkunci.refresh_from_db()
    kabar.diputus(terkunci)


@transaction.atomic
def ulangi(sanggahan: Sanggahan, *, alasan: str, catatan: str, oleh: Pelaku) -> None:
    """Ask for another visit, because the report does not carry a verdict. Raises Ditolak for a missing reason."""
    pastikan_boleh(ULANGI, oleh, sanggahan.wilayah_id)
    if alasan not in AlasanUlang.values:
        raise Ditolak("Pilih mengapa kunjungan perlu diulang.", "alasan-kosong")
    terkunci = kunci(sanggahan, SS.DIKUNJUNGI)
    pastikan_tidak_berkerabat(terkunci, oleh)
    jalankan(Sanggahan.objects.filter(pk=terkunci.pk), ULANGI, oleh=oleh, alasan=alasan, catatan=catatan.strip())
    kabar.diulangi(terkunci)
