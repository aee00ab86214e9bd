"""The way of a self-registration and of a request for correction, on the public page "Lacak" (usulan.lacak).

A registration is followed by the birth date of anybody that it names; once it has become a proposal, the way shown is that
person's proposal. A correction is followed by the birth date of whoever asks, and shows which kind of data it is about, never
what was written. Rules berdasarkan praktik.
"""

import datetime as dt
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akun.alur import SP_DISETUJUI
from akun.models import Pendaftaran as PendaftaranAkun
from dasar.jangkauan import seluruh_negeri
from dasar.models import Jejak
from dasar.nilai.nik import tanggal_lahir_dari_nik
from dasar.templatetags.siks import nama_samar
from dtks.register.models import Individu
from usulan.alur_mandiri import SP, SR
from usulan.lacak import (
    DESA_TIADA,
    DIPERIKSA_DINAS,
    DISIAPKAN,
    KATA,
    LEWAT,
    SELESAI,
    TIADA,
    TUNGGU,
    Pelacak,
    Perjalanan,
    Titik,
    kata_alasan,
    perjalanan_usulan,
    tanpa_nomor,
)
from usulan.milik import TABEL_KOREKSI, TABEL_PENDAFTARAN
from usulan.models import AnggotaPendaftaran, Koreksi, Pendaftaran, Usulan
from usulan.nomor import urai_tanda_terima
from wilayah.models import nama_jalur

_DESA = gettext_lazy("petugas pengisi data desa/kelurahan")
_DINAS = gettext_lazy("petugas pemeriksa kelengkapan dinas sosial")
# In the pipeline: what is shown is the proposal.
_MENJADI_USULAN = (SP.DIMUSYAWARAHKAN, SP.DIVERIFIKASI)
_TAHAP = {
    SP.DIKIRIM: DISIAPKAN,
    SP.PERBAIKAN: DISIAPKAN,
    SP.DIMUSYAWARAHKAN: DISIAPKAN,
    SP.DIALIHKAN: DIPERIKSA_DINAS,
    SP.DIVERIFIKASI: DIPERIKSA_DINAS,
    SP.DITOLAK: SELESAI,
    SP.DIBATALKAN: SELESAI,
}
_HASIL = {SP.DITOLAK: gettext_lazy("Ditolak dinas sosial"), SP.DIBATALKAN: gettext_lazy("Dibatalkan")}
_TINDAKAN = {
    SP.PERBAIKAN: gettext_lazy(
        "Masuk dengan akun yang mendaftarkan, buka Usulan saya, perbaiki isian menurut alasan itu, lalu kirim lagi."
    ),
    SP.DITOLAK: gettext_lazy(
        "Bila keadaan Anda berbeda dari alasan itu, sampaikan buktinya ke kantor desa/kelurahan atau dinas sosial. Anda dapat"
        " mendaftar lagi."
    ),
    SP.DIBATALKAN: gettext_lazy("Pendaftaran ini dibatalkan pengirimnya. Anda dapat mendaftar lagi."),
}
DIKIRIM, DIPERIKSA, DIKERJAKAN, DIJAWAB = range(4)
_KATA_KOREKSI = (
    gettext_lazy("Dikirim"),
    gettext_lazy("Diperiksa"),
    gettext_lazy("Dikerjakan"),
    gettext_lazy("Selesai"),
)
_TAHAP_KOREKSI = {
    SR.DIAJUKAN: DIPERIKSA,
    SR.DITERUSKAN: DIPERIKSA,
    SR.DITERIMA: DIKERJAKAN,
    SR.SELESAI: DIJAWAB,
    SR.DITOLAK: DIJAWAB,
    SR.DIBATALKAN: DIJAWAB,
}
_HASIL_KOREKSI = {
    SR.SELESAI: gettext_lazy("Selesai dikerjakan"),
    SR.DITOLAK: gettext_lazy("Ditolak"),
    SR.DIBATALKAN: gettext_lazy("Dibatalkan"),
}
_TINDAKAN_KOREKSI = {
    SR.SELESAI: gettext_lazy("Lihat hasilnya pada halaman Data saya. Data dalam DTKS berubah melalui penetapan berikutnya."),
    SR.DITOLAK: gettext_lazy("Bila Anda punya bukti lain, minta koreksi lagi dan lampirkan bukti itu."),
    SR.DIBATALKAN: gettext_lazy("Permintaan ini dibatalkan pengirimnya. Anda dapat meminta koreksi lagi."),
}


def lacak_pendaftaran(pk: int, tanggal_lahir: dt.date) -> Perjalanan | None:
    """The way of a sent registration that names somebody born on this day."""
    with seluruh_negeri():
        anggota = (
            AnggotaPendaftaran.objects.filter(
                pendaftaran=pk, tanggal_lahir=tanggal_lahir, pendaftaran__dikirim_pada__isnull=False
            )
            .select_related("pendaftaran")
            .order_by("pk")
            .first()
        )
        p = anggota.pendaftaran if anggota else None
        milik = Usulan.objects.filter(pendaftaran=p.pk if p else TIADA, nik=anggota.nik if anggota else "")
        lanjutan = perjalanan_usulan(milik.order_by("-pk").first())
        kejadian = _kejadian(TABEL_PENDAFTARAN, p.pk if p else TIADA)
        alasan = kata_alasan(p.daftar_alasan if p and p.status in (SP.PERBAIKAN, SP.DITOLAK) else [])
        jalur = nama_jalur(p.wilayah_id if p else DESA_TIADA)
    if p is None:
        return None
    if lanjutan is not None and p.status in _MENJADI_USULAN:
        return replace(lanjutan, nomor=p.nomor)
    return _perjalanan_pendaftaran(p, anggota.nama, kejadian, alasan, jalur)


def _perjalanan_pendaftaran(
    p: Pendaftaran, nama: str, kejadian: list[Jejak], alasan: list[tuple[str, str]], jalur: list[str]
) -> Perjalanan:
    status = SP(p.status)
    tahap, sejak = _TAHAP[status], _masuk(kejadian, status, p.dikirim_pada)
    tempat, pemegang, sampai = _tempat(jalur, desa=True), str(_DESA), p.tenggat
    if status == SP.PERBAIKAN:
        tempat, pemegang, sampai = _("Pendaftar"), _("yang mengirim pendaftaran ini"), None
    elif status == SP.DIALIHKAN:
        tempat, pemegang = _tempat(jalur, desa=False), str(_DINAS)
        sampai = timezone.localdate(p.dialihkan_pada) + dt.timedelta(days=settings.MANDIRI_HARI_KABUPATEN)
    elif tahap == SELESAI:
        tempat, pemegang, sampai = "", "", None
    lewat = sampai is not None and sampai < timezone.localdate()
    pada = {DISIAPKAN: p.dikirim_pada, DIPERIKSA_DINAS: p.dialihkan_pada, tahap: sejak}
    return Perjalanan(
        nomor=p.nomor,
        nama=nama_samar(nama),
        diusulkan=_("Pendaftaran mandiri untuk masuk DTKS"),
        tahap=str(KATA[tahap]),
        hasil=str(_HASIL.get(status, "")),
        berhasil=False,
        tempat=tempat,
        pemegang=pemegang,
        sejak=sejak,
        sampai=sampai,
        lewat=lewat,
        alasan=alasan,
        penjelasan=tanpa_nomor(p.catatan) if status in (SP.DITOLAK, SP.PERBAIKAN) else "",
        tindakan=str(_TINDAKAN.get(status) or (LEWAT if lewat else TUNGGU)),
        titik=_titik(KATA, pada, tahap),
    )


def lacak_koreksi(pk: int, tanggal_lahir: dt.date) -> Perjalanan | None:
    """The way of a request for correction whose asker was born on this day: by the register, by the approved account, or,
    where neither knows, by the NIK."""
    with seluruh_negeri():
        k = Koreksi.objects.filter(pk=pk).select_related("pemohon").first()
        nik = k.nik if k else ""
        lahir = set(Individu.objects.filter(nik=nik).order_by().values_list("tanggal_lahir", flat=True))
        akun = PendaftaranAkun.objects.filter(pengguna=k.pemohon_id if k else TIADA, status=SP_DISETUJUI)
        lahir |= set(akun.order_by().values_list("tanggal_lahir", flat=True))
        lahir = lahir or {tanggal_lahir_dari_nik(nik, timezone.localdate())}
        cocok = k if tanggal_lahir in lahir else None
        kejadian = _kejadian(TABEL_KOREKSI, cocok.pk if cocok else TIADA)
        alasan = kata_alasan(cocok.daftar_alasan if cocok and cocok.status == SR.DITOLAK else [])
        jalur = nama_jalur(cocok.wilayah_id if cocok else DESA_TIADA)
    if cocok is None:
        return None
    status = SR(cocok.status)
    tahap, sejak = _TAHAP_KOREKSI[status], _masuk(kejadian, status, cocok.dibuat_pada)
    diputus_desa = next((j.fungsi == "pengisi_desa" for j in reversed(kejadian) if j.ke == SR.DITERIMA), True)
    di_desa = status == SR.DIAJUKAN or (status == SR.DITERIMA and diputus_desa)
    selesai = tahap == DIJAWAB
    pada = {DIKIRIM: cocok.dibuat_pada, DIPERIKSA: cocok.dibuat_pada, DIKERJAKAN: cocok.diputus_pada, tahap: sejak}
    if status in (SR.DITOLAK, SR.DIBATALKAN):
        pada[DIKERJAKAN] = None
    return Perjalanan(
        nomor=cocok.nomor,
        nama=nama_samar(cocok.pemohon.nama),
        perihal=_("Yang diminta"),
        diusulkan=_("Koreksi data: %(kolom)s") % {"kolom": cocok.get_kolom_display().lower()},
        tahap=str(_KATA_KOREKSI[tahap]),
        hasil=str(_HASIL_KOREKSI.get(status, "")),
        berhasil=status == SR.SELESAI,
        tempat="" if selesai else _tempat(jalur, desa=di_desa),
        pemegang="" if selesai else str(_DESA if di_desa else _DINAS),
        sejak=sejak,
        sampai=None,
        lewat=False,
        alasan=alasan,
        penjelasan=tanpa_nomor(cocok.catatan) if status in (SR.DITOLAK, SR.SELESAI) else "",
        tindakan=str(_TINDAKAN_KOREKSI.get(status, TUNGGU)),
        titik=_titik(_KATA_KOREKSI, pada, tahap),
    )


def _kejadian(tabel: str, objek: int) -> list[Jejak]:
    return list(Jejak.objects.filter(tabel=tabel, objek=objek).exclude(ke=None).order_by("id"))


def _masuk(kejadian: list[Jejak], status: str, bawaan: dt.datetime) -> dt.datetime:
    """When it came into this state."""
    return next((j.pada for j in reversed(kejadian) if j.ke == status and j.dari != j.ke), bawaan)


def _tempat(jalur: list[str], *, desa: bool) -> str:
    if len(jalur) < 2:
        return ""
    if desa:
        return _("Kantor desa/kelurahan %(desa)s") % {"desa": jalur[-1]}
    return _("Dinas sosial %(kabupaten)s") % {"kabupaten": jalur[1]}


def _titik(kata: tuple, pada: dict[int, dt.datetime | None], kini: int) -> list[Titik]:
    return [Titik(str(k), pada.get(n) if n <= kini else None, n == kini) for n, k in enumerate(kata)]


PENDAFTARAN = Pelacak(partial(urai_tanda_terima, awalan="M"), lacak_pendaftaran)
KOREKSI = Pelacak(partial(urai_tanda_terima, awalan="K"), lacak_koreksi)
