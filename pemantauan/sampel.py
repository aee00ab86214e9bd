"""Sampled case files: the auditor draws determined proposals at random and reads each one's life line in one PDF.

The drawing can be repeated by anybody: a proposal's rank is the SHA-256 of `<seed>:<its number>`, and the lowest ranks of the
frame are drawn. The file prints seed, rule, frame, and the frame's own fingerprint: a frame that has changed since shows.
"""

import hashlib
import heapq
import secrets
from array import array
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dasar import periode as bulan
from dasar.berkas import PDF, simpan_isi
from dasar.catatan import samarkan
from dasar.galat import Ditolak
from dasar.jejak import NEGARA, Pelaku, catat
from dasar.models import Ekspor, Tujuan
from dasar.pdf import buat_pdf
from dasar.pekerjaan import Lapor, antrekan
from dasar.pengeksporan import TABEL, daftarkan_ekspor, namai, selesaikan, tanda_penerima
from dasar.subjek import sidik
from pemantauan.perkara import susun_perkara
from usulan.alur import S
from usulan.models import Usulan
from usulan.nomor import nomor_tanda_terima
from wilayah.models import Wilayah

JENIS = "sampel"
namai(JENIS, "Sampel berkas perkara")


@dataclass(frozen=True, slots=True)
class Kerangka:
    """Of what is drawn: proposals determined in these months, in this area, of this kind ('' for all)."""

    dari: int
    sampai: int
    wilayah: str
    jenis: str = ""

    def usulan(self, oleh: Pelaku) -> QuerySet[Usulan]:
        baris = Usulan.objects.terlihat_oleh(oleh, self.wilayah).filter(
            status=S.DITETAPKAN, ditetapkan_periode__range=(self.dari, self.sampai)
        )
        return baris.filter(jenis=self.jenis) if self.jenis else baris

    @property
    def kata(self) -> str:
        masa = bulan.nama(self.dari)
        if self.sampai != self.dari:
            masa += f" sampai {bulan.nama(self.sampai)}"
        tempat = "Indonesia" if self.wilayah == NEGARA else str(Wilayah.objects.get(pk=self.wilayah))
        jenis = Usulan.Jenis(self.jenis).label if self.jenis else "semua jenis"
        return f"usulan yang ditetapkan {masa}, {tempat}, {jenis}"


def peringkat(benih: str, nomor: int) -> str:
    """The rank of a proposal in a drawing."""
    return hashlib.sha256(f"{benih}:{nomor}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Tarikan:
    """What a drawing gave: the numbers in the order of their rank, the size of the frame, its fingerprint."""

    nomor: list[int]
    ukuran: int
    sidik: str


def tarik(nomor: QuerySet | list[int], benih: str, jumlah: int) -> Tarikan:
    """Draw from the numbers of a frame, which come in ascending order. In one pass: memory does not grow with the frame."""
    terkecil: list[tuple[int, int]] = []
    ukuran, isi = 0, hashlib.sha256()
    for satu in nomor:
        ukuran += 1
        isi.update(b"%d\n" % satu)
        # The heap's top is the highest rank kept.
        urut = -int(peringkat(benih, satu), 16)
        if len(terkecil) < jumlah:
            heapq.heappush(terkecil, (urut, satu))
        elif urut > terkecil[0][0]:
            heapq.heapreplace(terkecil, (urut, satu))
    return Tarikan([n for _, n in sorted(terkecil, reverse=True)], ukuran, isi.hexdigest())


@transaction.atomic
def minta(kerangka: Kerangka, jumlah: int, *, benih: str = "", keterangan: str = "", oleh: Pelaku) -> Ekspor:
    """Register a drawing and queue the making of its file. Without a seed a new one is thrown.

    Raises Ditolak (`kerangka-kosong`) where nothing was determined in the frame.
    """
    if not kerangka.usulan(oleh).exists():
        raise Ditolak("Tidak ada usulan yang ditetapkan pada bulan, wilayah, dan jenis itu.", "kerangka-kosong")
    benih = benih or secrets.token_hex(8)
    argumen = {
        "dari": kerangka.dari, "sampai": kerangka.sampai, "wilayah": kerangka.wilayah, "jenis": kerangka.jenis,
        "jumlah": jumlah, "benih": benih,
    }  # fmt: skip
    ekspor = daftarkan_ekspor(
        JENIS,
        argumen,
        saringan=f"Benih {benih}, {jumlah} dari {kerangka.kata}",
        cakupan=kerangka.wilayah,
        bentuk=Ekspor.Bentuk.PDF,
        penuh=False,
        tujuan=Tujuan.PEMERIKSAAN,
        keterangan=samarkan(keterangan),
        oleh=oleh,
    )
    ekspor.pekerjaan = antrekan("buat_sampel", str(ekspor.pk), {"ekspor": ekspor.pk}, oleh=oleh)
    ekspor.save(update_fields=["pekerjaan"])
    return ekspor


@transaction.atomic
def buat(nomor: int, lapor: Lapor, *, oleh: Pelaku) -> Ekspor:
    """Draw, write the drawing down, and make the file. Run again after a break-down it draws the same."""
    ekspor = Ekspor.objects.get(pk=nomor)
    if ekspor.berkas_id:
        return ekspor
    isi = ekspor.argumen
    kerangka = Kerangka(isi["dari"], isi["sampai"], isi["wilayah"], isi["jenis"])
    lapor(2, "Menarik sampel")
    semua = kerangka.usulan(oleh).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=10_000)
    hasil = tarik(semua, isi["benih"], isi["jumlah"])
    tanda = [nomor_tanda_terima(n) for n in hasil.nomor]
    catat(
        oleh,
        "tarik_sampel",
        TABEL,
        ekspor.pk,
        ekspor.cakupan,
        f"{ekspor.kode}: benih {isi['benih']}, {len(tanda)} dari {hasil.ukuran} ({kerangka.kata}), sidik kerangka"
        f" {hasil.sidik}: {', '.join(tanda)}",
    )
    perkara, subjek = [], array("q")
    ada = Usulan.objects.terlihat_oleh(oleh).select_related("wilayah", "musyawarah", "program").in_bulk(hasil.nomor)
    for urut, satu in enumerate(hasil.nomor, 1):
        lapor(5 + 55 * urut // len(hasil.nomor), f"{urut} dari {len(hasil.nomor)} berkas perkara")
        perkara.append(susun_perkara(ada[satu], oleh))
        subjek.append(sidik(ada[satu].nik))
    lapor(65, "Menyusun PDF")
    dokumen = buat_pdf(
        "pemantauan/pdf/sampel.html",
        {
            "judul": "Sampel Berkas Perkara",
            "nomor": ekspor.kode,
            "instansi_induk": "Kementerian Sosial Republik Indonesia",
            "instansi": "Auditor Internal Validitas Sistem",
            "tanggal": timezone.localdate(),
            "tanda": tanda_penerima(ekspor),
            "benih": isi["benih"],
            "kerangka": kerangka.kata,
            "tarikan": hasil,
            "perkara": perkara,
        },
    )
    berkas = simpan_isi(dokumen, f"sampel-{ekspor.kode}.pdf", PDF, wilayah=ekspor.cakupan, oleh=oleh)
    selesaikan(ekspor, berkas, subjek, oleh=oleh)
    return ekspor
