"""Self-registration: what the offices do. Into a deliberation, up to the kabupaten/kota, verified directly, or refused.

Pasal 5 huruf e lets the village carry it into its deliberation; Pasal 9 ayat (1) and (3) have the kabupaten/kota (or the
ministry) verify it without one. The proposal then names the citizen as its maker and the registration as its source; maker,
checker, verdict and signature stay four different persons.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import groupby

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from akun.fungsi import F
from akun.models import Penugasan
from akun.pemberitahuan import beri_tahu
from dasar.alur import Langkah, jalankan, pastikan_boleh
from dasar.galat import Ditolak
from dasar.jejak import SISTEM, Pelaku, atas_nama
from dasar.nilai import TOLAK
from dtks.register.models import PANJANG_KABUPATEN
from dtks.register.pencarian import terdaftar
from usulan.alur import TERIMA_KEMENSOS, TERIMA_MANDIRI
from usulan.alur_mandiri import (
    ALIHKAN,
    ALIHKAN_TENGGAT,
    ESKALASI_KAB,
    MINTA_PERBAIKAN,
    MINTA_PERBAIKAN_KAB,
    MUSYAWARAHKAN,
    SP,
    TOLAK_PENDAFTARAN,
    VERVAL_KAB,
    VERVAL_KEMENSOS,
)
from usulan.galat import IsianDitolak
from usulan.kepentingan import keluarga_petugas
from usulan.mandiri import tenggat_lewat
from usulan.models import Musyawarah, Pendaftaran, Survei, Usulan
from usulan.pencatatan import kunci_terbuka
from usulan.penyusunan import berbarengan, isi_usulan, periksa_anggota, susun_keluarga

_SURVEI = (*Survei.PERTANYAAN, "persen_pangan", "lintang", "bujur", "foto_rumah")


@dataclass(slots=True)
class HasilMasuk:
    """What became of the registrations that were to go on a list: names of proposals, and refusals by receipt number."""

    usulan: list[Usulan] = field(default_factory=list)
    pendaftaran: int = 0
    ditolak: list[tuple[str, str]] = field(default_factory=list)


def musyawarahkan(musyawarah: Musyawarah, pendaftaran: Collection[int], *, oleh: Pelaku) -> HasilMasuk:
    """Put registrations on the list of an open deliberation as ordinary proposals (Pasal 5 huruf e). One or many.

    Each goes by itself: what the rules refuse (somebody already registered or proposed, the officer's own family) stays
    where it was and is named with its reason, the others go on. Raises Ditolak when the list is sealed or nothing was chosen.
    """
    pastikan_boleh(MUSYAWARAHKAN, oleh, musyawarah.wilayah_id)
    if not pendaftaran:
        raise Ditolak("Belum ada pendaftaran yang dipilih. Centang paling sedikit satu.", "tidak-ada-pilihan")
    hasil = HasilMasuk()
    with transaction.atomic():
        kunci_terbuka(musyawarah)
        for satu in _kunci(MUSYAWARAHKAN, oleh, pendaftaran).filter(wilayah=musyawarah.wilayah_id):
            try:
                with transaction.atomic():
                    usulan = _masukkan(musyawarah, satu, oleh)
            except Ditolak as galat:
                hasil.ditolak.append((satu.nomor, " ".join(galat.rincian or [galat.pesan])))
            else:
                hasil.usulan += usulan
                hasil.pendaftaran += 1
    return hasil


def _masukkan(musyawarah: Musyawarah, pendaftaran: Pendaftaran, oleh: Pelaku) -> list[Usulan]:
    survei = Survei.objects.select_related("foto_rumah").get(pendaftaran=pendaftaran)
    usulan = susun_keluarga(
        musyawarah, _anggota(pendaftaran), {k: getattr(survei, k) for k in _SURVEI}, oleh=oleh, pendaftaran=pendaftaran
    )
    jalankan(Pendaftaran.objects.filter(pk=pendaftaran.pk), MUSYAWARAHKAN, oleh=oleh)
    _kabari(pendaftaran, "masuk daftar musyawarah desa/kelurahan.")
    return usulan


def _kabari(pendaftaran: Pendaftaran, kalimat: str) -> None:
    """Tell the applicant."""
    beri_tahu(
        [pendaftaran.pemohon_id], "usulan", f"Pendaftaran {pendaftaran.nomor} {kalimat}", f"/usulan-saya/{pendaftaran.pk}/"
    )


def minta_perbaikan(pendaftaran: Pendaftaran, *, alasan: str, catatan: str = "", oleh: Pelaku) -> None:
    """Send it back to its applicant with reasons: by the village, or by the kabupaten/kota once it has it."""
    langkah = _menurut(oleh, MINTA_PERBAIKAN, MINTA_PERBAIKAN_KAB)
    kabar = "perlu Anda perbaiki. Baca alasannya, lalu kirim lagi."
    _jalan(pendaftaran, langkah, oleh, kabar, alasan=alasan, catatan=catatan.strip())


def alihkan(pendaftaran: Pendaftaran, *, alasan: str, catatan: str = "", oleh: Pelaku) -> None:
    """The village says that it cannot table it in time: the kabupaten/kota verifies directly (Pasal 9 ayat (3) huruf b)."""
    _jalan(pendaftaran, ALIHKAN, oleh, "dialihkan ke dinas sosial kabupaten/kota.", alasan=alasan, catatan=catatan.strip())


def tolak_pendaftaran(pendaftaran: Pendaftaran, *, alasan: str, catatan: str, oleh: Pelaku) -> None:
    """The kabupaten/kota refuses a registration that it has, with reasons and an explanation that the citizen reads."""
    if not catatan.strip():
        raise Ditolak("Tulis penjelasan yang dapat dipahami warga.", "catatan-kosong")
    _jalan(pendaftaran, TOLAK_PENDAFTARAN, oleh, "ditolak. Baca alasannya.", alasan=alasan, catatan=catatan.strip())


def verval_kab(pendaftaran: Pendaftaran, *, oleh: Pelaku) -> list[Usulan]:
    """Complete: its members become proposals that wait for the verifikator, without a deliberation (Pasal 9 ayat (3) huruf b).

    Raises IsianDitolak when a member may not be proposed, Ditolak when it is no longer there to be taken.
    """
    return _langsung(
        pendaftaran, VERVAL_KAB, TERIMA_MANDIRI, oleh, {"diperiksa_oleh_id": oleh.pengguna_id, "diperiksa_pada": Now()}
    )


def verval_kemensos(pendaftaran: Pendaftaran, *, catatan: str, cara: str, oleh: Pelaku) -> list[Usulan]:
    """The ministry verifies by itself what the kabupaten/kota left lying (Pasal 9 ayat (3) huruf a): a marked exception.

    `catatan`: on what ground, and what was found; `cara`: Usulan.Cara. The proposals wait for the assessment of integrity, by
    somebody else than who verified; what fails there goes to the kabupaten/kota (Pasal 9 ayat (4)). Raises Ditolak before the
    kabupaten/kota has had its days (a setting), without a ground, and as `verval_kab`.
    """
    if not catatan.strip():
        raise Ditolak("Tulis dasar pengecualian ini dan apa yang ditemukan.", "catatan-kosong")
    if cara not in Usulan.Cara.values:
        raise Ditolak("Pilih cara verifikasi: periksa dokumen atau kunjungan rumah.", "cara-tidak-dikenal")
    if not pendaftaran.macet:
        raise Ditolak(
            f"Kabupaten/kota masih punya waktu: Kementerian Sosial memverifikasi sendiri setelah {settings.MANDIRI_HARI_KABUPATEN} "
            "hari sejak dialihkan.",
            "belum-macet",
        )
    isi = {"verval_pusat": True, "cara_verval": cara, "diputus_oleh_id": oleh.pengguna_id, "diputus_pada": Now()}
    tanda = {"alasan": "D09", "catatan": catatan.strip()}
    return _langsung(pendaftaran, VERVAL_KEMENSOS, TERIMA_KEMENSOS, oleh, isi | tanda, **tanda)


def _langsung(
    pendaftaran: Pendaftaran, langkah: Langkah, lahir: Langkah, oleh: Pelaku, isi: dict[str, object], **tanda: str
) -> list[Usulan]:
    pastikan_boleh(langkah, oleh, pendaftaran.wilayah_id)
    with transaction.atomic():
        terkunci = _satu(pendaftaran, langkah, oleh)
        baris, temuan = periksa_anggota(terkunci.wilayah_id, _anggota(terkunci), oleh=oleh)
        if any(t.tingkat == TOLAK for satu in temuan.values() for t in satu):
            raise IsianDitolak(temuan)
        sudah = terdaftar([b.nik for b in baris])
        try:
            with atas_nama(oleh, lahir.nama):
                usulan = Usulan.objects.bulk_create(
                    Usulan(
                        pendaftaran=terkunci, wilayah_id=terkunci.wilayah_id, status=lahir.ke, saluran=Usulan.Saluran.MANDIRI,
                        jenis=Usulan.Jenis.BANSOS if b.nik in sudah else Usulan.Jenis.MASUK,
                        dibuat_oleh_id=terkunci.pemohon_id, diajukan_oleh_id=terkunci.pemohon_id,
                        diajukan_pada=terkunci.dikirim_pada, **isi_usulan(b, temuan[n]), **isi,
                    )
                    for n, b in enumerate(baris)
                )  # fmt: skip
        except IntegrityError as galat:
            raise berbarengan(galat) from galat
        jalankan(Pendaftaran.objects.filter(pk=terkunci.pk), langkah, oleh=oleh, **tanda)
        _kabari(terkunci, "diverifikasi langsung, tanpa musyawarah.")
    return usulan


@transaction.atomic
def alihkan_yang_lewat() -> list[Pendaftaran]:
    """Every registration whose village let its days pass goes up to the kabupaten/kota; nobody is accepted or refused by it.

    Applicants and the kabupaten/kota's data officers are told. Returns them. Safe to run twice.
    """
    lewat = list(tenggat_lewat().select_for_update(skip_locked=True))
    if lewat:
        jalankan(
            Pendaftaran.objects.filter(pk__in=[p.pk for p in lewat]),
            ALIHKAN_TENGGAT,
            oleh=SISTEM,
            alasan="D08",
            catatan="Batas waktu desa/kelurahan lewat sebelum pendaftaran ini dibawa ke musyawarah.",
        )
        beri_tahu(
            [p.pemohon_id for p in lewat],
            "usulan",
            "Desa/kelurahan belum membawa pendaftaran Anda ke musyawarah. Dinas sosial kabupaten/kota mengambilnya.",
            "/usulan-saya/",
        )
        kabupaten = {p.wilayah_id[:PANJANG_KABUPATEN] for p in lewat}
        pengisi = Penugasan.objects.berlaku().filter(fungsi=F.PENGISI_KABUPATEN, wilayah__in=kabupaten)
        beri_tahu(
            list(pengisi.values_list("pengguna_id", flat=True)),
            "tugas",
            "Ada pendaftaran mandiri yang lewat batas waktu desa/kelurahan dan menunggu Anda.",
            "/pendaftaran-mandiri/",
        )
    return lewat


@transaction.atomic
def eskalasi_yang_macet() -> list[Pendaftaran]:
    """Every registration that the kabupaten/kota left lying past its days is shown to the ministry, once; it stays where it is.

    Applicants, the heads of the offices and the ministry's data officers are told. Returns them. Safe to run twice.
    """
    batas = timezone.now() - dt.timedelta(days=settings.MANDIRI_HARI_KABUPATEN)
    macet = Pendaftaran.objects.filter(status=SP.DIALIHKAN, dieskalasi_pada=None, dialihkan_pada__lte=batas)
    lewat = list(macet.select_for_update(skip_locked=True).order_by("pk"))
    if lewat:
        # The reason of the last step stays on the row: the applicant reads it.
        for (alasan, catatan), kelompok in groupby(sorted(lewat, key=_tanda), key=_tanda):
            baris = Pendaftaran.objects.filter(pk__in=[p.pk for p in kelompok])
            jalankan(baris, ESKALASI_KAB, oleh=SISTEM, alasan=alasan, catatan=catatan, dieskalasi_pada=Now())
        kalimat = "Dinas sosial belum memverifikasi pendaftaran Anda. Kementerian Sosial sekarang dapat mengambilnya."
        beri_tahu([p.pemohon_id for p in lewat], "usulan", kalimat, "/usulan-saya/")
        kepala = {"fungsi": F.KEPALA, "wilayah__in": {p.wilayah_id[:PANJANG_KABUPATEN] for p in lewat}}
        for siapa in (kepala, {"fungsi": F.PEKERJA_INFORMASI}):
            petugas = Penugasan.objects.berlaku().filter(**siapa)
            beri_tahu(
                petugas.values_list("pengguna_id", flat=True),
                "tugas",
                "Ada pendaftaran mandiri yang lewat batas waktu verifikasi kabupaten/kota.",
                "/pendaftaran-mandiri/",
            )
    return lewat


def _tanda(p: Pendaftaran) -> tuple[str, str]:
    return p.alasan, p.catatan


def _menurut(oleh: Pelaku, *langkah: Langkah) -> Langkah:
    """The step of the two that the actor's function takes; the first when neither is, for the mover to refuse."""
    return next((x for x in langkah if x.boleh(oleh)), langkah[0])


def _jalan(pendaftaran: Pendaftaran, langkah: Langkah, oleh: Pelaku, kabar: str, **isi: str) -> None:
    pastikan_boleh(langkah, oleh, pendaftaran.wilayah_id)
    with transaction.atomic():
        _satu(pendaftaran, langkah, oleh)
        jalankan(Pendaftaran.objects.filter(pk=pendaftaran.pk), langkah, oleh=oleh, **isi)
        _kabari(pendaftaran, kabar)


def _satu(pendaftaran: Pendaftaran, langkah: Langkah, oleh: Pelaku) -> Pendaftaran:
    """The row, locked, where the step starts. Raises Ditolak when it has moved on, or is of the officer's own family."""
    terkunci = _kunci(langkah, oleh, [pendaftaran.pk]).first()
    if terkunci is None:
        kini = SP(Pendaftaran.objects.values_list("status", flat=True).get(pk=pendaftaran.pk)).label.lower()
        raise Ditolak(f"Pendaftaran ini tidak lagi menunggu langkah itu: {kini}.", "tidak-menunggu")
    nik, kk = keluarga_petugas(oleh.pengguna_id)
    if nik and (terkunci.nomor_kk in kk or terkunci.anggota.filter(nik=nik).exists()):
        raise Ditolak("Ini pendaftaran keluarga Anda sendiri. Serahkan kepada petugas lain.", "keluarga-sendiri")
    return terkunci


def _kunci(langkah: Langkah, oleh: Pelaku, nomor: Collection[int]):
    awal, akhir = oleh.rentang
    baris = Pendaftaran.objects.filter(pk__in=nomor, status__in=langkah.dari, wilayah__gte=awal, wilayah__lt=akhir)
    return baris.select_for_update().order_by("pk")


def _anggota(pendaftaran: Pendaftaran) -> list[dict[str, object]]:
    return [a.isian() for a in pendaftaran.anggota.select_related("pendaftaran").order_by("pk")]
