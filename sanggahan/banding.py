"""Appeals to the head of the office, and what they bring back (domain.md 4.2: 90 days; nothing is altered silently)."""

import datetime as dt

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dasar.alur import jalankan, pastikan_boleh
from dasar.galat import Ditolak, TidakBerwenang
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import SISTEM, Pelaku, atas_nama, catat
from dasar.periode import dari_tanggal
from dtks.register.models import Individu
from sanggahan import kabar
from sanggahan.alasan import MENYERAH, AlasanKeberatan
from sanggahan.alur import AJUKAN_KEBERATAN, DIPUTUS, PULIHKAN, SK, SS, TERIMA, TOLAK
from sanggahan.hasil import HASIL, keluarkan, pulihkan, yang_dapat_dicabut
from sanggahan.keluarga import pastikan_tidak_berkerabat, sekeluarga
from sanggahan.models import Keberatan, Penyanggah, Sanggahan
from sanggahan.pengajuan import pastikan_warga
from sanggahan.putusan import PENJELASAN_MIN
from usulan.alur import S
from usulan.kepentingan import keluarga_petugas
from usulan.models import Usulan
from usulan.penerbitan import cabut

ISI_MIN = 30
Pihak = Keberatan.Pihak


def pihak_dari(sanggahan: Sanggahan, oleh: Pelaku) -> str:
    """Which side of an objection the actor is on: `penyanggah`, `keluarga`, or '' for neither."""
    if Penyanggah.objects.filter(sanggahan=sanggahan, pengguna=oleh.pengguna_id).exists():
        return Pihak.PENYANGGAH
    return Pihak.KELUARGA if sekeluarga(oleh, sanggahan.nik, sanggahan.nomor_kk) else ""


def bisa_keberatan(sanggahan: Sanggahan, pihak: str) -> bool:
    """Whether this side may appeal now: once, within the days, against a verdict that went against it."""
    if sanggahan.status not in DIPUTUS or timezone.localdate() > sanggahan.batas_keberatan:
        return False
    if (sanggahan.status == SS.TERBUKTI) != (pihak == Pihak.KELUARGA):
        return False
    return not Keberatan.objects.filter(sanggahan=sanggahan, pihak=pihak).exists()


def usulan_sendiri(nik: str, kk: list[str]) -> QuerySet[Usulan]:
    """Refusals and exclusions of a person and the own family that may still be appealed. Read as the system.

    `nik`, `kk`: as `keluarga_petugas` gives them. Families by every card that ever held the NIK: who was excluded stands on
    none that is in force.
    """
    if not nik:
        return Usulan.objects.none()
    dulu = Individu.objects.filter(nik=nik).values("nomor_kk")
    diusulkan = Usulan.objects.filter(nik=nik).values("nomor_kk")
    batas = timezone.now() - dt.timedelta(days=settings.SANGGAHAN_HARI_KEBERATAN)
    bulan = dari_tanggal(timezone.localdate(batas))
    return Usulan.objects.filter(
        Q(status=S.TIDAK_LAYAK, diputus_pada__gte=batas)
        | Q(status=S.DITOLAK_MUSDES, dibuat_pada__gte=batas)
        | Q(
            status=S.DITETAPKAN, jenis__in=[Usulan.Jenis.PENGHENTIAN, Usulan.Jenis.PENONAKTIFAN],
            ditetapkan_pada__gte=batas, ditetapkan_periode__gte=bulan,
        ),
        Q(nik=nik) | Q(nomor_kk__in=kk) | Q(nomor_kk__in=dulu) | Q(nomor_kk__in=diusulkan),
    ).exclude(saluran=Usulan.Saluran.PENGUNDURAN)  # fmt: skip


def ajukan_keberatan(perkara: Sanggahan | int, isi: str, *, oleh: Pelaku) -> Keberatan:
    """Appeal against the verdict on an objection (either side), or, by a proposal's number, against one's own refusal or exclusion.

    Raises TidakBerwenang for whoever is on neither side, Ditolak after 90 days, twice, or with less than thirty letters.
    """
    pastikan_warga(oleh)
    isi = isi.strip()
    if len(isi) < ISI_MIN:
        raise Ditolak(f"Tulis alasan keberatan paling sedikit {ISI_MIN} huruf.", "isi-pendek")
    if isinstance(perkara, Sanggahan):
        pihak = pihak_dari(perkara, oleh)
        if not pihak:
            raise TidakBerwenang()
        if not bisa_keberatan(perkara, pihak):
            raise Ditolak(
                "Keberatan sudah pernah diajukan, masanya sudah lewat, atau putusannya tidak merugikan pihak Anda.",
                "masa-keberatan",
            )
        data = {"sanggahan": perkara, "pihak": pihak}
        asal = perkara
    else:
        with seluruh_negeri():
            asal = usulan_sendiri(*keluarga_petugas(oleh.pengguna_id)).filter(pk=perkara).first()
        if asal is None:
            raise TidakBerwenang("Keberatan hanya untuk penolakan atau pengeluaran keluarga sendiri dalam 90 hari terakhir.")
        data = {"usulan": asal, "pihak": Pihak.KELUARGA}
    keluarga = data["pihak"] == Pihak.KELUARGA
    try:
        with transaction.atomic():
            with atas_nama(SISTEM, AJUKAN_KEBERATAN.nama):
                keberatan = Keberatan.objects.create(
                    **data, wilayah_id=asal.wilayah_id, nik=asal.nik, nomor_kk=asal.nomor_kk, nama=asal.nama, isi=isi,
                    diajukan_tanggal=timezone.localdate(), dibuat_oleh_id=oleh.pengguna_id if keluarga else None,
                )  # fmt: skip
            catat(oleh, "ajukan_keberatan", "sanggahan_penyanggah", keberatan.sanggahan_id)
            kabar.keberatan_masuk(keberatan)
    except IntegrityError as galat:
        if "keberatan_sekali" in str(galat):
            raise Ditolak("Keberatan atas putusan ini sudah pernah Anda ajukan.", "sudah-keberatan") from galat
        raise
    return keberatan


def mengeluarkan(keberatan: Keberatan) -> bool:
    """Whether accepting this appeal takes somebody out: it is the objecting side's."""
    return keberatan.pihak == Pihak.PENYANGGAH and keberatan.sanggahan.status == SS.TIDAK_TERBUKTI


@transaction.atomic
def putuskan_keberatan(
    keberatan: Keberatan, terima: bool, *, alasan: str, penjelasan: str, hasil: str = "", sebab: str = "", oleh: Pelaku
) -> None:
    """Decide an appeal. Accepted, it is carried out by ordinary proposals at once, or as soon as what it undoes has arrived.

    `hasil`, `sebab`: what is proposed where the objecting side appeals. Raises Ditolak for the first decider, for one's own
    family, a missing reason or explanation, and when it was decided already.
    """
    langkah = TERIMA if terima else TOLAK
    pastikan_boleh(langkah, oleh, keberatan.wilayah_id)
    if alasan not in AlasanKeberatan.values or len(penjelasan.strip()) < PENJELASAN_MIN:
        raise Ditolak(f"Pilih alasan dan tulis penjelasan paling sedikit {PENJELASAN_MIN} huruf.", "penjelasan-pendek")
    terkunci = Keberatan.objects.select_for_update().get(pk=keberatan.pk)
    if terkunci.status != SK.DIAJUKAN:
        raise Ditolak(f"Keberatan ini sudah {terkunci.get_status_display().lower()}.", "sudah-berubah")
    pertama = terkunci.sanggahan.diputus_oleh_id if terkunci.sanggahan_id else terkunci.usulan.diputus_oleh_id
    if pertama == oleh.pengguna_id:
        raise Ditolak("Anda sendiri pemutus pertamanya. Keberatan diputus oleh orang lain.", "pemutus-pertama")
    if terkunci.sanggahan_id:
        pastikan_tidak_berkerabat(terkunci.sanggahan, oleh)
    if sekeluarga(oleh, terkunci.nik, terkunci.nomor_kk):
        raise Ditolak("Keberatan ini dari keluarga Anda sendiri. Pejabat lain harus memutusnya.", "keluarga-sendiri")
    keluar = terima and mengeluarkan(terkunci)
    if keluar and (hasil not in HASIL.values or sebab not in Usulan.Sebab.values):
        raise Ditolak("Pilih apa yang diusulkan dan apa sebabnya.", "hasil-kosong")
    jalankan(Keberatan.objects.filter(pk=terkunci.pk), langkah, oleh=oleh, alasan=alasan, catatan=penjelasan.strip())
    terkunci.refresh_from_db()
    if keluar:
        keluarkan(terkunci, hasil, sebab, catatan=f"Keberatan {terkunci.nomor} atas sanggahan diterima. {penjelasan.strip()}")
        _selesai(terkunci)
    elif terima:
        laksanakan(terkunci)
    kabar.keberatan_diputus(terkunci)


def laksanakan(keberatan: Keberatan) -> bool:
    """Carry an accepted appeal out as far as it can be; True when nothing remains. Safe to run again."""
    with seluruh_negeri(), transaction.atomic():
        terkunci = Keberatan.objects.select_for_update().get(pk=keberatan.pk)
        if terkunci.status != SK.DITERIMA or terkunci.dilaksanakan_pada is not None:
            return True
        kalimat = f"Keberatan {terkunci.nomor} diterima kepala dinas sosial."
        cabut(yang_dapat_dicabut(terkunci), alasan=MENYERAH, catatan=kalimat)
        if terkunci.usulan_id:
            asal = [terkunci.usulan]
        else:
            asal = list(Usulan.objects.filter(hasil_sanggahan__sanggahan=terkunci.sanggahan_id))
        sudah = {h.usulan.program_id for h in terkunci.hasil.select_related("usulan")}
        hasil = [pulihkan(terkunci, u) for u in asal if u.program_id not in sudah]
        if None in hasil:
            return False
        _selesai(terkunci)
    return True


def _selesai(keberatan: Keberatan) -> None:
    jalankan(
        Keberatan.objects.filter(pk=keberatan.pk), PULIHKAN, oleh=SISTEM, alasan=keberatan.alasan, catatan=keberatan.catatan,
        dilaksanakan_pada=timezone.now(),
    )  # fmt: skip
