"""Who may be an officer of a kab/kota: neither SDM Kesos nor registered in DTKS (Kepmensos 73/HUK/2024, Bab I no. 3).

Asked before every appointment and at its acceptance; asked of everybody in office at night, after each determination and
after each new list of SDM Kesos. The law says who may be one, not what happens to one who no longer may: a finding is
opened, and the administrator ends the assignment or documents. Pusdatin alone makes an exception, in writing and for a time.
"""

import datetime as dt
from collections.abc import Callable, Collection

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from akun.alur import (
    AKTIF,
    BERI,
    BERLAKU,
    CABUT,
    DITANGGUHKAN,
    KECUALIKAN,
    SELESAIKAN,
    TANGGAPI,
    TEMUKAN,
    TERBUKA,
)  # fmt: skip
from akun.fungsi import FUNGSI_DAERAH
from akun.models import JenisHalangan, Pengecualian, Penugasan, SdmKesos, TemuanKelayakan
from dasar.alur import jalankan, pastikan_boleh
from dasar.galat import Ditolak
from dasar.jejak import SISTEM, Pelaku, atas_nama
from dasar.nilai.nik import bentuk_16_angka
from wilayah.models import Wilayah

PENGECUALIAN_MAKS = dt.timedelta(days=366)

_KALIMAT = {
    JenisHalangan.SDM_KESOS: "NIK ini tercatat sebagai SDM Kesos yang ditugaskan Kementerian Sosial.",
    JenisHalangan.TERDAFTAR: "NIK ini terdaftar dalam DTKS.",
}


def halangan(nik: Collection[str]) -> dict[str, set[str]]:
    """NIK → kinds of `JenisHalangan` that stand against it and that no override covers today; three statements at most."""
    cek: Callable[[Collection[str]], set[str]] = import_string(settings.CEK_TERDAFTAR)
    nik = set(nik)
    hasil: dict[str, set[str]] = {}
    for satu in SdmKesos.objects.filter(nik__in=nik, aktif=True).values_list("nik", flat=True):
        hasil.setdefault(satu, set()).add(JenisHalangan.SDM_KESOS.value)
    for satu in cek(nik):
        hasil.setdefault(satu, set()).add(JenisHalangan.TERDAFTAR.value)
    if hasil:
        for satu, jenis in _dikecualikan(hasil):
            hasil[satu].discard(jenis)
    return {satu: jenis for satu, jenis in hasil.items() if jenis}


def _dikecualikan(nik: Collection[str]) -> list[tuple[str, str]]:
    berlaku = Pengecualian.objects.filter(nik__in=list(nik), status=BERLAKU, berlaku_sampai__gte=timezone.localdate())
    return list(berlaku.values_list("nik", "jenis"))


def pastikan_layak(nik: str, fungsi: str, wilayah: str, *, oleh: Pelaku) -> None:
    """Raises Ditolak when the person may not be an officer of a kab/kota; other entities' functions are not asked."""
    if fungsi not in FUNGSI_DAERAH:
        return
    jenis = halangan([nik]).get(nik)
    if jenis:
        alasan = " ".join(_KALIMAT[JenisHalangan(j)] for j in sorted(jenis))
        raise Ditolak(
            f"{alasan} Petugas kabupaten/kota tidak boleh SDM Kesos dan tidak boleh terdaftar dalam DTKS. Tunjuk orang lain,"
            " atau minta pengecualian tertulis kepada Pusdatin.",
            "tidak-layak",
        )


@transaction.atomic
def periksa() -> int:
    """Hold everybody in office in a kab/kota against both lists: open what is new, close what no longer holds.

    Returns how many findings were opened. A handful of statements, whatever the number of officers.
    """
    bertugas = {
        p.pk: p
        for p in Penugasan.objects.filter(status__in=(AKTIF, DITANGGUHKAN), fungsi__in=FUNGSI_DAERAH).only(
            "pk", "nik", "wilayah_id"
        )
    }
    kena = halangan({p.nik for p in bertugas.values()})
    seharusnya = {(p.pk, jenis) for p in bertugas.values() for jenis in kena.get(p.nik, ())}
    terbuka = {
        (penugasan, jenis): pk
        for pk, penugasan, jenis in TemuanKelayakan.objects.filter(status=TERBUKA).values_list("pk", "penugasan_id", "jenis")
    }
    selesai = [pk for kunci, pk in terbuka.items() if kunci not in seharusnya]
    if selesai:
        jalankan(TemuanKelayakan.objects.filter(pk__in=selesai), SELESAIKAN, oleh=SISTEM, catatan="Halangan tidak ada lagi.")
    baru = sorted(seharusnya - terbuka.keys())
    if baru:
        with atas_nama(SISTEM, TEMUKAN.nama):
            TemuanKelayakan.objects.bulk_create(
                TemuanKelayakan(penugasan_id=nomor, wilayah_id=bertugas[nomor].wilayah_id, jenis=jenis) for nomor, jenis in baru
            )
    return len(baru)


def setelah_penetapan(penetapan: object) -> None:
    """Called by each determination (settings.SETELAH_PENETAPAN): it may have brought an officer into the register."""
    periksa()


def tutup_temuan(penugasan: Collection[int], catatan: str) -> None:
    """Close the open findings of assignments that have ended."""
    jalankan(TemuanKelayakan.objects.filter(penugasan__in=penugasan, status=TERBUKA), SELESAIKAN, oleh=SISTEM, catatan=catatan)


def tanggapi(temuan: TemuanKelayakan, *, catatan: str, oleh: Pelaku) -> None:
    """The administrator documents what is being done; the finding stays open. Raises Ditolak when it is no longer open."""
    pastikan_boleh(TANGGAPI, oleh, temuan.wilayah_id)
    if not jalankan(TemuanKelayakan.objects.filter(pk=temuan.pk), TANGGAPI, oleh=oleh, alasan="tanggap", catatan=catatan):
        raise Ditolak("Temuan ini sudah ditutup.", "temuan-tertutup")


@transaction.atomic
def kecualikan(
    nik: str, jenis: str, wilayah: Wilayah, *, nomor_berkas: str, alasan: str, berlaku_sampai: dt.date, oleh: Pelaku
) -> Pengecualian:
    """Pusdatin's override for one person, before an appointment or for a finding; open findings of that kind close with it.

    Raises TidakBerwenang for every other function; Ditolak for a malformed NIK, an end that has passed or lies more than a
    year ahead, a missing file number or reason, and an override that stands already.
    """
    pastikan_boleh(BERI, oleh, wilayah.pk)
    hari_ini = timezone.localdate()
    if not bentuk_16_angka(nik):
        raise Ditolak("NIK terdiri atas 16 angka.", "nik-salah")
    if not nomor_berkas.strip() or not alasan.strip():
        raise Ditolak("Tulis alasan dan nomor berkasnya: pengecualian harus berdokumen.", "tanpa-dokumen")
    if not hari_ini <= berlaku_sampai <= hari_ini + PENGECUALIAN_MAKS:
        raise Ditolak("Pengecualian berlaku paling lama satu tahun dari hari ini.", "masa-pengecualian")
    if (nik, jenis) in _dikecualikan([nik]):
        raise Ditolak("NIK ini sudah punya pengecualian yang masih berlaku.", "sudah-dikecualikan")
    with atas_nama(oleh, BERI.nama):
        pengecualian = Pengecualian.objects.create(
            nik=nik,
            jenis=jenis,
            wilayah=wilayah,
            nomor_berkas=nomor_berkas.strip(),
            dasar=alasan.strip(),
            berlaku_sampai=berlaku_sampai,
        )
    jalankan(
        TemuanKelayakan.objects.filter(penugasan__nik=nik, jenis=jenis),
        KECUALIKAN,
        oleh=oleh,
        alasan="pengecualian",
        catatan=f"Berkas {nomor_berkas.strip()}: {alasan.strip()}",
    )
    return pengecualian


@transaction.atomic
def cabut_pengecualian(pengecualian: Pengecualian, *, alasan: str, oleh: Pelaku) -> None:
    """Withdraw an override; whoever stood in office by it is found again at once."""
    pastikan_boleh(CABUT, oleh, pengecualian.wilayah_id)
    if not jalankan(Pengecualian.objects.filter(pk=pengecualian.pk), CABUT, oleh=oleh, alasan="cabut", catatan=alasan):
        raise Ditolak("Pengecualian ini sudah dicabut.", "sudah-dicabut")
    periksa()
