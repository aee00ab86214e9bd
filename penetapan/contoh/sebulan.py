"""One month through the public acts, village after village: what the officers do, done in their names."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction

from akun.models import Penugasan
from dasar.galat import Ditolak
from penetapan import penetapan, penilaian
from penetapan.contoh.desa import catat_musyawarah, impor_buku, usulkan_keluar
from penetapan.contoh.petugas import pelaku, petugas
from penetapan.keputusan import lampirkan_keputusan
from penetapan.models import Penetapan
from usulan import pengajuan
from usulan.models import Usulan
from verval import kelengkapan, pembundelan, pengesahan, putusan
from verval.surat import lampirkan_surat
from wilayah.models import Wilayah

# Family numbers above those of the example register; a range per month, wide enough for a hundred thousand rows.
_NOMOR_BULAN = 3_000_000
_PER_BULAN = 110_000


@dataclass(slots=True)
class Tahap:
    """One stage of the played month: how many items it moved, in how many seconds."""

    nama: str
    jumlah: int = 0
    detik: float = 0.0

    @property
    def per_detik(self) -> float:
        return self.jumlah / self.detik if self.detik else 0.0


@dataclass(slots=True)
class HasilBulan:
    """The stages in order, and the determination with its decree."""

    tahap: list[Tahap] = field(default_factory=list)
    penetapan: Penetapan | None = None

    @contextmanager
    def ukur(self, nama: str) -> Iterator[Tahap]:
        tahap = Tahap(nama)
        self.tahap.append(tahap)
        mulai = time.perf_counter()
        yield tahap
        tahap.detik = time.perf_counter() - mulai


@transaction.atomic
def mainkan(periode: int, kabupaten: str, *, jumlah_desa: int, baris: int, kata: Callable[[str], None]) -> HasilBulan:
    """Play one month of one kabupaten: `jumlah_desa` villages with `baris` workbook rows together.

    All or nothing: a month that stops half-way can be played again. Raises Ditolak, before anything is done, when the
    month cannot be determined.
    """
    halangan = penetapan.halangan_periode(periode)
    if halangan:
        raise Ditolak(halangan, "bulan-tidak-dapat-ditetapkan")
    hasil = HasilBulan()
    nama = Wilayah.objects.get(pk=kabupaten).nama_lengkap
    pengisi = petugas("pengisi_kabupaten", kabupaten, f"Pengisi data {nama}")
    verifikator = petugas("verifikator", kabupaten, f"Verifikator {nama}")
    kepala = petugas("kepala", kabupaten, f"Kepala Dinas Sosial {nama}")
    desa = list(Wilayah.objects.di_bawah(kabupaten).desa().berlaku().order_by("kode").values_list("kode", flat=True))
    # Not the villages of the example accounts: their operators keep a clean desk.
    dipakai = set(Penugasan.objects.filter(pengguna__username__in=["desa", "desa2", "desa3"]).values_list("wilayah", flat=True))
    desa = [d for d in desa if d not in dipakai][-jumlah_desa:]
    operator = [petugas("pengisi_desa", kode, f"Operator {kode}") for kode in desa]
    nomor = _NOMOR_BULAN + (periode // 100 * 12 + periode % 100) % 60 * _PER_BULAN
    per_desa = max(1, baris // len(operator))

    kata("Desa: musyawarah dan dokumen")
    with hasil.ukur("Musyawarah dan empat dokumen") as t:
        musyawarah = [catat_musyawarah(o, f"470/{periode}/{o.wilayah}/BA") for o in operator]
        t.jumlah = len(musyawarah)
    kata("Desa: buku kerja")
    dibaca = 0
    with hasil.ukur("Impor buku kerja (periksa dan terapkan)") as t:
        for urutan, (o, m) in enumerate(zip(operator, musyawarah, strict=True)):
            terbaca, _ = impor_buku(m, per_desa, nomor + urutan * per_desa, oleh=o)
            dibaca += terbaca
        t.jumlah = dibaca
    with hasil.ukur("Usulan keluar satu per satu") as t:
        t.jumlah = sum(usulkan_keluar(m, 2, oleh=o) for o, m in zip(operator, musyawarah, strict=True))
    with hasil.ukur("Keputusan forum dan pengajuan") as t:
        for o, m in zip(operator, musyawarah, strict=True):
            pengajuan.setujui_forum(m, oleh=o)
            t.jumlah += pengajuan.ajukan(m, oleh=o, catatan_peringatan="Sudah dicocokkan dengan KTP dan KK dalam forum.")
    milik = Usulan.objects.filter(musyawarah__in=[m.pk for m in musyawarah])
    kata("Kabupaten: kelengkapan, putusan, pengesahan")
    with hasil.ukur("Pemeriksaan kelengkapan") as t:
        t.jumlah = sum(kelengkapan.nyatakan_lengkap(oleh=pengisi, musyawarah=m) for m in musyawarah)
    with hasil.ukur("Putusan verifikator") as t:
        tolak = list(milik.filter(status="lengkap").order_by("nik").values_list("pk", flat=True)[: max(1, t.jumlah // 50)])
        t.jumlah = putusan.putuskan(
            milik.filter(pk__in=tolak),
            "tidak_layak",
            oleh=verifikator,
            alasan="E01",
            catatan="Hasil verifikasi menunjukkan keluarga ini tidak memenuhi kriteria.",
        )
        t.jumlah += putusan.putuskan(milik, "layak", oleh=verifikator)
    with hasil.ukur("Berkas dan pengesahan kepala") as t:
        batch = pembundelan.susun_batch(oleh=pengisi, usulan=milik)
        batch = pengesahan.sahkan(batch, nomor_surat=f"460/{periode}/{batch.pk}/DINSOS", oleh=kepala)
        lampirkan_surat(batch, oleh=kepala)
        t.jumlah = batch.jumlah
    kata("Kementerian: penilaian dan penetapan")
    with hasil.ukur("Penilaian integritas") as t:
        t.jumlah = penilaian.nilai(oleh=pelaku("penilai"), terapkan=True).jumlah_dinilai
    with hasil.ukur("Penetapan") as t:
        hasil.penetapan = penetapan.tetapkan(periode, nomor_sk=f"{periode % 100}/HUK/{periode // 100}", oleh=pelaku("menteri"))
        t.jumlah = hasil.penetapan.jumlah_usulan
    with hasil.ukur("Keputusan (PDF)") as t:
        lampirkan_keputusan(hasil.penetapan, oleh=pelaku("menteri"))
        t.jumlah = 1
    hasil.penetapan.refresh_from_db()
    return hasil
