"""Numbers of one dashboard: fetched once, asked for by the sections. Nothing here is counted from rows of persons."""

import datetime as dt
from collections import Counter, defaultdict
from functools import cached_property

from django.db.models import Max, Q, Sum
from django.utils import timezone

from dasar import periode as bulan
from dasar.jejak import Pelaku, rentang_wilayah
from dtks.register.models import NONBANSOS, Program
from pemantauan import rekap
from pemantauan.berkala import HARI_MUSDES
from pemantauan.models import BatasWilayah, RekapBerkala
from pemantauan.pengingat import hal_pengingat
from penetapan.models import Penetapan, RekapPenetapan
from usulan.alur import SM, TERBUKA, S
from usulan.models import Jadwal, KodeAlasan, Musyawarah
from usulan.tenggat import PEMEGANG
from wilayah import kode as kode_wilayah
from wilayah.models import Tingkat, Wilayah

Hal = RekapBerkala.Hal
BULAN_TREN, BULAN_TREN_MIN = 12, 6


class Angka:
    """Everything a dashboard shows of the region `wilayah` in the month `periode`, as far as `pelaku` may count it.

    Each property costs at most one statement, once.
    """

    def __init__(self, wilayah: Wilayah, periode: int, pelaku: Pelaku) -> None:
        self.wilayah, self.periode, self.pelaku = wilayah, periode, pelaku
        self.kode, self.tingkat = wilayah.kode, wilayah.tingkat

    @cached_property
    def anak(self) -> list[Wilayah]:
        """The regions below with their outlines, or the region itself when it has none."""
        di = Wilayah.objects.berlaku().filter(induk=self.kode).select_related("batas").order_by("kode")
        return list(di) or [self.wilayah]

    @property
    def tingkat_anak(self) -> int:
        return self.anak[0].tingkat if self.anak else self.tingkat

    @cached_property
    def _sendiri(self) -> list[rekap.Baris]:
        sejak = self.periode
        for _ in range(BULAN_TREN - 1):
            sejak = bulan.sebelum(sejak)
        return rekap.baca(
            self.kode,
            self.tingkat,
            rekap.HAL,
            sejak=sejak,
            sampai=self.periode,
            kolom=("periode", "program", "keadaan", "alasan"),
            program=self.pelaku.program,
        )

    @cached_property
    def _per_anak(self) -> list[rekap.Baris]:
        return self._baca(self.tingkat_anak, ("usulan", "orang"))

    def _baca(self, tingkat: int, hal: tuple[str, ...]) -> list[rekap.Baris]:
        return rekap.baca(
            self.kode,
            tingkat,
            hal,
            sejak=self.periode,
            sampai=self.periode,
            sisa=True,
            kolom=("periode", "keadaan"),
            program=self.pelaku.program,
        )

    # --- proposals --------------------------------------------------------------------------------------------------------

    @cached_property
    def keadaan(self) -> Counter:
        """{state: proposals entered in the month}."""
        return self._jumlah((b for b in self._sendiri if b.hal == "usulan" and b.periode == self.periode), "keadaan")

    @cached_property
    def sisa(self) -> Counter:
        """{open state: proposals of earlier months that still stand there}."""
        return self._jumlah((b for b in self._per_anak if b.hal == "usulan" and b.periode < self.periode), "keadaan")

    @staticmethod
    def _jumlah(baris, kolom: str) -> Counter:
        hasil: Counter = Counter()
        for b in baris:
            hasil[getattr(b, kolom)] += b.jumlah
        return hasil

    @cached_property
    def per_anak(self) -> dict[str, Counter]:
        """{region: {masuk, menunggu, kembali, tetap, orang, terlambat}}; what still waits of earlier months counts as waiting."""
        hasil: dict[str, Counter] = defaultdict(Counter)
        for b in self._per_anak:
            isi = hasil[b.wilayah]
            if b.hal == "orang":
                isi["orang"] += b.jumlah
                continue
            if b.periode == self.periode and b.keadaan != S.DIBATALKAN:
                isi["masuk"] += b.jumlah
            if b.keadaan in TERBUKA:
                isi["menunggu"] += b.jumlah
            if b.keadaan in (S.DIKEMBALIKAN, S.DIKEMBALIKAN_KAB):
                isi["kembali"] += b.jumlah
            if b.keadaan == S.DITETAPKAN:
                isi["tetap"] += b.jumlah
        for (kode, _), n in self.terlambat.items():
            hasil[kode]["terlambat"] += n
        return hasil

    @cached_property
    def _jadwal(self) -> dict[str, Jadwal]:
        return {j.wilayah_id: j for j in Jadwal.objects.filter(periode=self.periode)}

    def jadwal(self, kode: str) -> Jadwal:
        """The calendar of a region, without a query each: its own, of what lies above it, else the default."""
        calon = [kode[:n] for n in (10, 6, 4, 2) if len(kode) >= n and kode != "00"] + ["00"]
        return next((self._jadwal[k] for k in calon if k in self._jadwal), None) or Jadwal.bawaan(self.periode)

    @cached_property
    def terlambat(self) -> dict[tuple[str, str], int]:
        """{(region below, state): proposals whose hand is past its date}; of earlier months all that still wait.

        The calendar may differ by area: counted at the level of its most local row, when that lies deeper than the regions
        below.
        """
        di_dalam = [k for k in self._jadwal if kode_wilayah.memuat(self.kode, k)]
        dalam = max([self.tingkat_anak, *map(kode_wilayah.tingkat, di_dalam)])
        baris = self._per_anak if dalam == self.tingkat_anak else self._baca(dalam, ("usulan",))
        panjang = len(self.anak[0].kode) if self.anak else len(self.kode)
        hari_ini, hasil = timezone.localdate(), Counter()
        batas: dict[tuple[str, str], dt.date] = {}
        for b in baris:
            if b.hal != "usulan" or b.keadaan not in PEMEGANG:
                continue
            if b.periode == self.periode:
                kunci = (b.wilayah, b.keadaan)
                if kunci not in batas:
                    batas[kunci] = getattr(self.jadwal(b.wilayah), PEMEGANG[S(b.keadaan)][1])
                if hari_ini <= batas[kunci]:
                    continue
            hasil[b.wilayah[:panjang], b.keadaan] += b.jumlah
        return dict(hasil)

    def jumlah_terlambat(self, *keadaan: str) -> int:
        return sum(n for (_, k), n in self.terlambat.items() if not keadaan or k in keadaan)

    @cached_property
    def tren(self) -> dict[int, tuple[int, int]]:
        """{month: (entered, determined)} of the months up to this one: half a year, or from the first that has any."""
        masuk, tetap = Counter(), Counter()
        for b in self._sendiri:
            if b.hal == "usulan" and b.keadaan != S.DIBATALKAN:
                masuk[b.periode] += b.jumlah
                tetap[b.periode] += b.jumlah if b.keadaan == S.DITETAPKAN else 0
        p = self.periode
        for _ in range(BULAN_TREN_MIN - 1):
            p = bulan.sebelum(p)
        p, hasil = min([p, *masuk]), {}
        while p <= self.periode:
            hasil[p] = masuk[p], tetap[p]
            p = bulan.berikut(p)
        return hasil

    @cached_property
    def alasan(self) -> dict[str, Counter]:
        """{reason code: {to where: how often}} of the month."""
        hasil: dict[str, Counter] = defaultdict(Counter)
        for b in self._sendiri:
            if b.hal == "alasan" and b.periode == self.periode:
                hasil[b.alasan][b.keadaan] += b.jumlah
        return hasil

    def teks_alasan(self, kode: list[str]) -> dict[str, str]:
        return dict(KodeAlasan.objects.filter(pk__in=kode).values_list("kode", "teks"))

    # --- register ---------------------------------------------------------------------------------------------------------

    def register(self, hal: str) -> int:
        return sum(b.jumlah for b in self._sendiri if b.hal == hal)

    @cached_property
    def peserta(self) -> Counter:
        return self._jumlah((b for b in self._sendiri if b.hal == "peserta"), "program")

    @cached_property
    def program(self) -> list[Program]:
        semua = Program.objects.exclude(kode=NONBANSOS)
        return list(semua.filter(pk__in=self.pelaku.program) if self.pelaku.program else semua)

    @cached_property
    def umur_jawaban(self) -> Counter:
        """{month in which the criteria answers of a family came: families}; 0 for those without any."""
        return self._jumlah((b for b in self._sendiri if b.hal == "keluarga"), "periode")

    @cached_property
    def riwayat(self) -> list[Penetapan]:
        """The last determinations, oldest first, with what they entered, took out and left standing in the region.

        Recaps are kept per kabupaten/kota: nothing below it.
        """
        if self.tingkat > Tingkat.KABUPATEN:
            return []
        awal, akhir = rentang_wilayah(self.kode)
        dalam = Q(rekap__objek=RekapPenetapan.INDIVIDU, rekap__wilayah__gte=awal, rekap__wilayah__lt=akhir)
        baris = Penetapan.objects.filter(periode__lte=self.periode).annotate(
            masuk=Sum("rekap__masuk", filter=dalam),
            keluar=Sum("rekap__keluar", filter=dalam),
            aktif=Sum("rekap__aktif", filter=dalam),
        )
        return list(baris.order_by("-periode")[:BULAN_TREN])[::-1]

    # --- what the job computes --------------------------------------------------------------------------------------------

    @cached_property
    def _berkala(self) -> list[RekapBerkala]:
        awal, akhir = rentang_wilayah(self.kode)
        anak = Q(tingkat=self.tingkat_anak, hal=Hal.TANPA_MUSDES)
        return list(
            RekapBerkala.objects.terlihat_oleh(self.pelaku, self.kode).filter(
                Q(wilayah=self.kode) | anak, wilayah__gte=awal, wilayah__lt=akhir
            )
        )

    def berkala(self, hal: Hal, kunci: str = "", kode: str = "") -> int | None:
        """A measure of the region, or of one below it; None as long as the job has not run."""
        if self.dihitung_pada is None:
            return None
        kode = kode or self.kode
        cocok = (b.jumlah for b in self._berkala if (b.wilayah_id, b.hal, b.kunci) == (kode, hal, kunci))
        return next(cocok, None if hal in (Hal.TUNGGU, Hal.TUNGGU_LAMA) else 0)

    @cached_property
    def dihitung_pada(self) -> dt.datetime | None:
        return max((b.dihitung_pada for b in self._berkala), default=None)

    @cached_property
    def perlu_diingatkan(self) -> list[tuple[Wilayah, list[str]]]:
        """Villages below that are late with a deliberation or with what was returned, and with what."""
        if self.tingkat_anak != Tingkat.DESA:
            return []
        kembali: Counter = Counter()
        for b in self._per_anak:
            kembali[b.wilayah] += b.jumlah if b.keadaan == S.DIKEMBALIKAN else 0
        hal = [(w, hal_pengingat(self.musdes_terakhir.get(w.kode), kembali[w.kode])) for w in self.anak]
        return [(w, h) for w, h in hal if h]

    @cached_property
    def musdes_terakhir(self) -> dict[str, dt.date]:
        """{village: day of its last handed-in deliberation}; only where villages are the regions below."""
        if self.tingkat_anak != Tingkat.DESA:
            return {}
        return dict(
            Musyawarah.objects.filter(wilayah__in=[w.kode for w in self.anak], status=SM.DIAJUKAN)
            .values_list("wilayah")
            .annotate(t=Max("tanggal"))
            .order_by()
        )

    @staticmethod
    def musdes_sah(hari: dt.date | None) -> bool:
        """Whether a deliberation of that day still counts (three months, 92 days)."""
        return hari is not None and hari >= timezone.localdate() - dt.timedelta(days=HARI_MUSDES)

    @property
    def batas(self) -> dict[str, BatasWilayah]:
        """Outlines of the regions below, as far as they were loaded."""
        if self.tingkat_anak == self.tingkat:
            return {}
        return {w.kode: w.batas for w in self.anak if hasattr(w, "batas")}
