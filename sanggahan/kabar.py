"""Who is told what, in one sentence each. Nothing here names a person to anybody but that person."""

from django.urls import reverse

from akun.alur import AKTIF
from akun.fungsi import F
from akun.models import Penugasan
from akun.pemberitahuan import beri_tahu, beri_tahu_nik
from dasar.jangkauan import seluruh_negeri
from dasar.templatetags.siks import tanggal
from dtks.register.models import Individu
from sanggahan.alur import SS
from sanggahan.models import Keberatan, Penyanggah, Sanggahan

JENIS = "sanggahan"


def _penyanggah(sanggahan: Sanggahan, kalimat: str) -> None:
    with seluruh_negeri():
        siapa = list(Penyanggah.objects.filter(sanggahan=sanggahan).values_list("pengguna", flat=True))
    beri_tahu(siapa, JENIS, kalimat, reverse("sanggahan:saya_rincian", args=[sanggahan.pk]))


def _keluarga(nik: str, nomor_kk: str, kalimat: str, alamat: str) -> int:
    with seluruh_negeri():
        nik = {nik, *Individu.objects.berlaku().filter(nomor_kk=nomor_kk).values_list("nik", flat=True)}
    return beri_tahu_nik(nik, JENIS, kalimat, alamat)


def _petugas(fungsi: F, wilayah: str, kalimat: str, alamat: str) -> None:
    siapa = Penugasan.objects.berlaku().filter(fungsi=fungsi, wilayah=wilayah, status=AKTIF)
    beri_tahu(siapa.values_list("pengguna", flat=True), "tugas", kalimat, alamat)


def _alamat_petugas(sanggahan: Sanggahan) -> str:
    return reverse("sanggahan:rincian", args=[sanggahan.pk])


def diterima(sanggahan: Sanggahan) -> None:
    """Sent: the district is told that something waits."""
    _petugas(
        F.PENGISI_KABUPATEN,
        sanggahan.wilayah_id[:4],
        "Ada sanggahan baru yang menunggu pemeriksaan awal.",
        _alamat_petugas(sanggahan),
    )


def ditolak_awal(sanggahan: Sanggahan) -> None:
    _penyanggah(sanggahan, f"Sanggahan {sanggahan.nomor} tidak diteruskan. Baca alasannya.")


def ditugaskan(sanggahan: Sanggahan) -> int:
    """To the visitor, the objector and the family: the family may answer. Returns how many of the family were reached."""
    beri_tahu(
        [sanggahan.petugas_id], "tugas", f"Anda ditugaskan mengunjungi keluarga pada sanggahan {sanggahan.nomor}.",
        _alamat_petugas(sanggahan),
    )  # fmt: skip
    _penyanggah(sanggahan, f"Sanggahan {sanggahan.nomor} dicek ke lapangan.")
    return _keluarga(
        sanggahan.nik,
        sanggahan.nomor_kk,
        f"Kelayakan keluarga Anda sebagai penerima disanggah. Anda berhak menjawab sampai {tanggal(sanggahan.batas_jawab)}.",
        reverse("sanggahan:keluarga_rincian", args=[sanggahan.pk]),
    )


def dilaporkan(sanggahan: Sanggahan) -> None:
    kalimat = f"Laporan kunjungan sanggahan {sanggahan.nomor} masuk dan menunggu putusan Anda."
    _petugas(F.VERIFIKATOR, sanggahan.wilayah_id[:4], kalimat, _alamat_petugas(sanggahan))


def diulangi(sanggahan: Sanggahan) -> None:
    kalimat = f"Verifikator meminta kunjungan ulang untuk sanggahan {sanggahan.nomor}."
    beri_tahu([sanggahan.petugas_id], "tugas", kalimat, _alamat_petugas(sanggahan))


def diputus(sanggahan: Sanggahan) -> None:
    """The verdict, to both sides: they read its reasons, and until when they may appeal."""
    kata = "terbukti" if sanggahan.status == SS.TERBUKTI else "tidak terbukti"
    batas = tanggal(sanggahan.batas_keberatan)
    _penyanggah(sanggahan, f"Sanggahan {sanggahan.nomor} diputus {kata}. Keberatan dapat diajukan sampai {batas}.")
    _keluarga(
        sanggahan.nik,
        sanggahan.nomor_kk,
        f"Sanggahan atas keluarga Anda diputus {kata}. Keberatan dapat diajukan sampai {batas}.",
        reverse("sanggahan:keluarga_rincian", args=[sanggahan.pk]),
    )


def dieskalasi(sanggahan: Sanggahan) -> None:
    kalimat = f"Sanggahan {sanggahan.nomor} melewati batas waktu pemeriksaan."
    for fungsi, kode in ((F.KEPALA, sanggahan.wilayah_id[:4]), (F.PEMANTAU_PROVINSI, sanggahan.wilayah_id[:2])):
        _petugas(fungsi, kode, kalimat, reverse("sanggahan:daftar"))


def keberatan_masuk(keberatan: Keberatan) -> None:
    alamat = reverse("sanggahan:keberatan_rincian", args=[keberatan.pk])
    _petugas(F.KEPALA, keberatan.wilayah_id[:4], f"Keberatan {keberatan.nomor} menunggu putusan Anda.", alamat)


def keberatan_diputus(keberatan: Keberatan) -> None:
    """To both sides, and to the province."""
    kalimat = f"Keberatan {keberatan.nomor} {keberatan.get_status_display().lower()} oleh kepala dinas sosial."
    if keberatan.sanggahan_id:
        _penyanggah(keberatan.sanggahan, kalimat)
        alamat = reverse("sanggahan:keluarga_rincian", args=[keberatan.sanggahan_id])
    else:
        alamat = reverse("sanggahan:saya")
    _keluarga(keberatan.nik, keberatan.nomor_kk, kalimat, alamat)
    _petugas(F.PEMANTAU_PROVINSI, keberatan.wilayah_id[:2], kalimat, reverse("sanggahan:daftar"))
