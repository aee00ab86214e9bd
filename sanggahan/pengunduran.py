"""Resignation: by the person alone (domain.md 4.2: never accept a resignation by another account)."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from akun.fungsi import F, punya_izin
from dasar.berkas import simpan_dokumen, simpan_foto
from dasar.galat import Ditolak, TidakBerwenang
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import Pelaku, atas_nama
from dtks.register.models import Individu, Kepesertaan
from sanggahan.models import Pengunduran
from usulan.alur import CATAT_MUNDUR, MUNDUR
from usulan.kepentingan import keluarga_petugas
from usulan.models import Usulan
from usulan.penerbitan import isi_dari_register, terbitkan

DTKS = "DTKS"


def pilihan_mundur(nik: str) -> list[tuple[str, str]]:
    """What a person can resign from now: each programme received, and the register itself. Empty for who is in neither."""
    with seluruh_negeri():
        if not Individu.objects.berlaku().filter(nik=nik).exists():
            return []
        peserta = Kepesertaan.objects.berlaku().filter(nik=nik).select_related("program").order_by("program")
        return [
            *((p.program_id, f"Berhenti menerima {p.program.nama}") for p in peserta),
            (DTKS, "Keluar dari DTKS, termasuk dari semua program"),
        ]


def nik_sendiri(oleh: Pelaku) -> str:
    """The NIK of the actor's account; '' without one."""
    return keluarga_petugas(oleh.pengguna_id)[0]


def mundur_sendiri(dari: str, pernyataan: str, *, oleh: Pelaku) -> Pengunduran:
    """Resign by the own account; whoever calls this has asked again for the password and a code, of the app or sent.

    `dari`: a programme's code, or DTKS. Raises TidakBerwenang for no citizen, Ditolak for what the person does not receive
    and for a proposal that is under way.
    """
    if not punya_izin(oleh.fungsi, "ajukan_sanggahan"):
        raise TidakBerwenang()
    return _mundur(nik_sendiri(oleh), dari, pernyataan, Pengunduran.Cara.AKUN, oleh=oleh)


def mundur_di_desa(
    nik: str, dari: str, pernyataan: str, *, ktp: UploadedFile, surat: UploadedFile, oleh: Pelaku
) -> Pengunduran:
    """Write down a resignation at the village: the person is there, with the KTP (a photo) and a signed statement.

    Raises TidakBerwenang for another function, Ditolak for a person of another village and as `mundur_sendiri` does.
    """
    if oleh.fungsi != F.PENGISI_DESA:
        raise TidakBerwenang()
    with seluruh_negeri():
        orang = Individu.objects.berlaku().filter(nik=nik).first()
    if orang is None or orang.wilayah_id != oleh.wilayah:
        raise Ditolak("Orang ini tidak tercatat aktif dalam DTKS desa/kelurahan Anda.", "tidak-terdaftar")
    ktp.name, surat.name = "ktp-pengunduran.jpg", f"surat-pengunduran{surat.name[-4:]}"
    with transaction.atomic():
        berkas = {
            "ktp": simpan_foto(ktp, wilayah=oleh.wilayah, oleh=oleh),
            "surat": simpan_dokumen(surat, wilayah=oleh.wilayah, oleh=oleh),
        }
        return _mundur(nik, dari, pernyataan, Pengunduran.Cara.DESA, oleh=oleh, **berkas)


def _mundur(nik: str, dari: str, pernyataan: str, cara: str, *, oleh: Pelaku, **berkas) -> Pengunduran:
    if dari not in dict(pilihan_mundur(nik)):
        raise Ditolak("Pilih program yang sedang diterima, atau keluar dari DTKS.", "bukan-peserta")
    keluar = dari == DTKS
    with transaction.atomic():
        with seluruh_negeri():
            isi = isi_dari_register(nik)
        usulan = terbitkan(
            isi,
            saluran=Usulan.Saluran.PENGUNDURAN,
            jenis=Usulan.Jenis.PENONAKTIFAN if keluar else Usulan.Jenis.PENGHENTIAN,
            program="NONBANSOS" if keluar else dari,
            sebab=Usulan.Sebab.MENGUNDURKAN_DIRI,
            catatan=pernyataan.strip(),
            oleh=oleh,
        )
        langkah = MUNDUR if cara == Pengunduran.Cara.AKUN else CATAT_MUNDUR
        with atas_nama(oleh, langkah.nama), seluruh_negeri():
            return Pengunduran.objects.create(
                wilayah_id=isi["wilayah_id"], nik=nik, nomor_kk=isi["nomor_kk"], nama=isi["nama"], cara=cara,
                pernyataan=pernyataan.strip(), usulan=usulan, dibuat_oleh_id=oleh.pengguna_id, **berkas,
            )  # fmt: skip
