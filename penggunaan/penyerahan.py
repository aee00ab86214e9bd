"""Acts on a request for data: made by another ministry, decided, handed over with a record (BAST), reported on."""

import datetime as dt
from collections.abc import Generator, Iterator

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from akun.surel import kirim_setelah_simpan
from dasar.alur import jalankan, pastikan_boleh
from dasar.berkas import PDF, simpan_dokumen, simpan_isi
from dasar.galat import Ditolak
from dasar.jejak import NEGARA, SISTEM, Pelaku, atas_nama, catat
from dasar.models import Ekspor, Jejak, Pekerjaan, Tujuan
from dasar.pdf import VARIAN_ARSIP, buat_pdf
from dasar.pekerjaan import Lapor, antrekan
from dasar.pengeksporan import Sumber, daftarkan_ekspor, isi_ekspor, sumber
from dtks.register.bnba import JUDUL, baris_penerima
from penggunaan.alur import AJUKAN, BATALKAN, LAPORKAN, SERAHKAN, SETUJUI, SPD, TOLAK
from penggunaan.kabar import antrekan as antrekan_kabar
from penggunaan.models import Kejadian, Permintaan

TABEL = "penggunaan_permintaan"
LAPORAN_HARI = 30
# Days from the date on which the report is due: before it, and as long after it as anybody still reads reminders.
PENGINGAT = (-7, -1, 1, 7, 14, 30)
INGATKAN = "ingatkan_laporan"
# What is always handed over: without them a row names nobody.
WAJIB = ("NIK", "NAMA")


@transaction.atomic
def ajukan(surat: UploadedFile, *, oleh: Pelaku, **isi: object) -> Permintaan:
    """Ask for the recipients of a programme in an area. `isi` are the model's own fields.

    Raises TidakBerwenang for whoever is no officer of another ministry, Ditolak for a programme that the assignment does
    not name, for the whole nation at once, and for a letter that is no document.
    """
    pastikan_boleh(AJUKAN, oleh)
    diminta = {*isi.pop("kolom"), *WAJIB}
    kolom = [k for k in JUDUL if k in diminta]
    permintaan = Permintaan(wilayah_id=oleh.wilayah, kolom=kolom, dibuat_oleh_id=oleh.pengguna_id, **isi)
    if permintaan.program_id not in oleh.program:
        raise Ditolak(
            "Program ini tidak termasuk penugasan Anda. Pilih program yang ditugaskan, atau minta Pusdatin memperbarui"
            " penugasan Anda.",
            "di-luar-program",
        )
    if permintaan.cakupan_id == NEGARA:
        raise Ditolak(
            "Pilih provinsi atau wilayah di bawahnya. Data seluruh negara tidak diserahkan sekaligus.", "terlalu-luas"
        )
    permintaan.surat = simpan_dokumen(surat, wilayah=oleh.wilayah, oleh=oleh)
    with atas_nama(oleh, AJUKAN.nama):
        permintaan.save(force_insert=True)
    return permintaan


def _pindah(permintaan: Permintaan, langkah, *, oleh: Pelaku, **isi: object) -> Permintaan:
    baris = Permintaan.objects.terlihat_oleh(oleh).filter(pk=permintaan.pk)
    if not jalankan(baris, langkah, oleh=oleh, **isi):
        permintaan.refresh_from_db()
        raise Ditolak(
            f"Permintaan ini sudah berstatus “{permintaan.get_status_display()}”. Muat ulang halamannya.", "status-berubah"
        )
    permintaan.refresh_from_db()
    return permintaan


@transaction.atomic
def setujui(permintaan: Permintaan, *, oleh: Pelaku, catatan: str = "") -> Permintaan:
    """Approve. Raises TidakBerwenang, and Ditolak where it was decided meanwhile."""
    hasil = _pindah(permintaan, SETUJUI, oleh=oleh, catatan=catatan)
    _kabari(hasil, "permintaan data disetujui", "Permintaan Anda disetujui. Pusdatin menyiapkan penyerahannya.")
    return hasil


@transaction.atomic
def tolak(permintaan: Permintaan, *, oleh: Pelaku, catatan: str) -> Permintaan:
    """Refuse, with a sentence for the ministry that asked. Raises TidakBerwenang, Ditolak (also without the sentence)."""
    if not catatan.strip():
        raise Ditolak("Tulis mengapa permintaan ini ditolak.", "alasan-kosong")
    hasil = _pindah(permintaan, TOLAK, oleh=oleh, catatan=catatan)
    _kabari(hasil, "permintaan data ditolak", "Permintaan Anda ditolak. Alasannya ada di halaman permintaan.")
    return hasil


@transaction.atomic
def batalkan(permintaan: Permintaan, *, oleh: Pelaku) -> Permintaan:
    """Take one's own request back, as long as nothing was handed over."""
    return _pindah(permintaan, BATALKAN, oleh=oleh, disetujui_pada=None, disetujui_oleh=None)


def mulai_penyerahan(permintaan: Permintaan, *, bentuk: str, oleh: Pelaku) -> Pekerjaan:
    """Queue the making of the file and of the record. Raises TidakBerwenang, and Ditolak for a request that is not approved
    or was approved by the same person: two pairs of eyes see what leaves.
    """
    pastikan_boleh(SERAHKAN, oleh)
    if permintaan.status != SPD.DISETUJUI:
        raise Ditolak("Data hanya diserahkan untuk permintaan yang disetujui.", "belum-disetujui")
    if permintaan.disetujui_oleh_id == oleh.pengguna_id:
        raise Ditolak("Yang menyetujui tidak menyerahkan. Minta petugas Pusdatin lain menyerahkannya.", "orang-sama")
    return antrekan("serahkan_data", str(permintaan.pk), {"permintaan": permintaan.pk, "bentuk": bentuk}, oleh=oleh)


@transaction.atomic
def serahkan(nomor: int, bentuk: str, lapor: Lapor, *, oleh: Pelaku) -> Permintaan:
    """Make the file, marked for whoever asked, and its record (BAST), and hand both over; all or nothing.

    Run again after a break-down it finds the hand-over done, or does it anew.
    """
    permintaan = Permintaan.objects.select_for_update(of=("self",)).select_related("dibuat_oleh").get(pk=nomor)
    if permintaan.status == SPD.DISERAHKAN:
        return permintaan
    pemohon = permintaan.dibuat_oleh
    penerima = Pelaku(pemohon.pk, "kl", permintaan.wilayah_id, f"{pemohon} ({permintaan.lembaga})")
    ekspor = daftarkan_ekspor(
        "serah_terima",
        {
            "program": permintaan.program_id,
            "wilayah": permintaan.cakupan_id,
            "kolom": permintaan.kolom,
            "nomor": permintaan.nomor,
        },
        saringan=f"Program: {permintaan.program}, Wilayah: {permintaan.cakupan}",
        cakupan=permintaan.cakupan_id,
        bentuk=bentuk,
        penuh=permintaan.penuh,
        tujuan=Tujuan.LAINNYA,
        keterangan=f"serah terima {permintaan.nomor}",
        penerima=penerima,
        oleh=oleh,
    )
    hari_ini = timezone.localdate()
    dipakai_sampai = hari_ini + dt.timedelta(days=permintaan.lama_hari)
    isi_ekspor(ekspor, lapor, oleh=oleh)
    laporan_jatuh = hari_ini + dt.timedelta(days=LAPORAN_HARI)
    bast = simpan_isi(
        isi_bast(permintaan, ekspor, dipakai_sampai, laporan_jatuh, oleh),
        f"bast-{permintaan.pk}.pdf",
        PDF,
        wilayah=permintaan.wilayah_id,
        oleh=oleh,
    )
    _pindah(
        permintaan, SERAHKAN, oleh=oleh, ekspor=ekspor, bast=bast, dipakai_sampai=dipakai_sampai, laporan_jatuh=laporan_jatuh
    )
    antrekan_kabar(
        Kejadian.SERAH_TERIMA,
        {"permintaan": permintaan.pk, "nomor": permintaan.nomor, "jumlah": ekspor.jumlah, "sha256": ekspor.berkas.sha256},
        pengguna=permintaan.dibuat_oleh_id,
    )
    _kabari(
        permintaan,
        "data siap diunduh",
        f"Data yang Anda minta sudah diserahkan. Unduh dari halaman permintaan sebelum {ekspor.kedaluwarsa_pada:%d/%m/%Y}."
        f" Laporan penggunaan paling lambat {laporan_jatuh:%d/%m/%Y}.",
    )
    return permintaan


def isi_bast(permintaan: Permintaan, ekspor: Ekspor, dipakai_sampai: dt.date, laporan_jatuh: dt.date, oleh: Pelaku) -> bytes:
    """The record of the hand-over: who to whom, what for, which columns, how many rows, the file's SHA-256, until when."""
    penyerah = Pengguna.objects.get(pk=oleh.pengguna_id)
    return buat_pdf(
        "penggunaan/pdf/bast.html",
        {
            "judul": "Berita Acara Serah Terima Data",
            "nomor": permintaan.nomor,
            "instansi_induk": "Kementerian Sosial Republik Indonesia",
            "instansi": "Pusat Data dan Informasi Kesejahteraan Sosial",
            "kota": "Jakarta",
            "tanggal": timezone.localdate(),
            "jabatan": "Pihak Pertama, Administrasi Pusdatin",
            "penandatangan": str(penyerah),
            "keterangan_ttd": "Diserahkan secara elektronik melalui Portal DTKS",
            "permintaan": permintaan,
            "ekspor": ekspor,
            "penyerah": penyerah,
            "dipakai_sampai": dipakai_sampai,
            "laporan_jatuh": laporan_jatuh,
        },
        varian=VARIAN_ARSIP,
    )


@sumber("serah_terima", "Serah terima data")
def _sumber(argumen: dict, oleh: Pelaku) -> Sumber:
    tempat = [JUDUL.index(k) for k in argumen["kolom"]]
    baris = _pilih(baris_penerima(argumen["program"], argumen["wilayah"], None, oleh=oleh), tempat)
    kk = argumen["kolom"].index("NOMOR KK") if "NOMOR KK" in argumen["kolom"] else None
    return Sumber(argumen["kolom"], baris, nik=argumen["kolom"].index("NIK"), nomor_kk=kk)


def _pilih(baris: Iterator[tuple], tempat: list[int]) -> Generator[tuple]:
    for satu in baris:
        yield tuple(satu[n] for n in tempat)


@transaction.atomic
def laporkan(
    permintaan: Permintaan, laporan: UploadedFile, pemusnahan: UploadedFile, *, oleh: Pelaku, catatan: str = ""
) -> Permintaan:
    """Report what the data was used for, with proof that the file was destroyed. Raises TidakBerwenang, Ditolak."""
    pastikan_boleh(LAPORKAN, oleh)
    isi = {
        nama: simpan_dokumen(berkas, wilayah=permintaan.wilayah_id, oleh=oleh)
        for nama, berkas in (("laporan", laporan), ("pemusnahan", pemusnahan))
    }
    return _pindah(permintaan, LAPORKAN, oleh=oleh, catatan=catatan, **isi)


def ingatkan() -> int:
    """Remind those whose report is due or late, once for each of PENGINGAT. Returns how many were sent.

    A day on which nothing ran is made up for: the latest reminder that is due and not yet written down is sent.
    """
    jumlah = 0
    for permintaan in Permintaan.objects.filter(status=SPD.DISERAHKAN).select_related("dibuat_oleh"):
        selisih = (timezone.localdate() - permintaan.laporan_jatuh).days
        jatuh = [n for n in PENGINGAT if n <= selisih]
        if not jatuh:
            continue
        tanda = f"H{jatuh[-1]:+d}"
        with transaction.atomic():
            if Jejak.objects.filter(tabel=TABEL, objek=permintaan.pk, langkah=INGATKAN, catatan=tanda).exists():
                continue
            catat(SISTEM, INGATKAN, TABEL, permintaan.pk, permintaan.wilayah_id, tanda)
            kapan = f"{permintaan.laporan_jatuh:%d/%m/%Y}"
            _kabari(
                permintaan,
                "laporan penggunaan data" + (" terlambat" if selisih > 0 else ""),
                f"Laporan penggunaan dan bukti pemusnahan paling lambat {kapan}. Kirim dari halaman permintaan.",
            )
        jumlah += 1
    return jumlah


def _kabari(permintaan: Permintaan, judul: str, isi: str) -> None:
    # A link, no data: the page asks who reads it.
    alamat = f"{settings.ALAMAT_PORTAL}/penggunaan/{permintaan.pk}/"
    kirim_setelah_simpan(permintaan.dibuat_oleh.email, judul, f"{permintaan}\n\n{isi}\n\n{alamat}\n")
