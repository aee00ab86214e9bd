"""Counts that the screens, the commands and the decree show: per area and stage, never with names."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.core.cache import caches
from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Left

from akun.akses import saring_wilayah
from akun.fungsi import F
from dasar import periode as bulan
from dasar.jejak import Pelaku
from dasar.pernyataan import PernyataanTetap
from dasar.samar import Samar
from dtks.register.models import NONBANSOS, Program
from penetapan.kriteria import DINILAI, KRITERIA, sql_semua
from penetapan.models import RekapPenetapan
from penetapan.penetapan import HURUF_ULANG
from usulan.alur import S
from usulan.models import Usulan, UsulanTerhitung
from wilayah.kode import PANJANG, tingkat
from wilayah.models import Tingkat, Wilayah

TAHAP_PENERUSAN = (S.DITERUSKAN, S.DIKEMBALIKAN_KAB, S.LOLOS, S.DITETAPKAN)


@dataclass(slots=True)
class BarisWilayah:
    """Counts of one region, by stage or by object; `angka` and `orang` are what a page shows of them."""

    wilayah: Wilayah
    isi: dict = field(default_factory=dict)
    bisa_dirinci: bool = False
    angka: list = field(default_factory=list)
    orang: dict = field(default_factory=dict)

    @property
    def jumlah(self) -> int:
        n = sum(self.isi.values())
        return Samar(n) if any(isinstance(k, Samar) for k in self.isi.values()) else n


_SEBUTAN = PernyataanTetap("select id, periode, nomor_sk, kode_verifikasi from penetapan_penetapan where id = any(%s)")


def sebutan(nomor: Collection[int]) -> dict[int, dict]:
    """How determinations are cited, for the register (settings.SEBUTAN_PENETAPAN): month, decree number, printed code.

    On every page of a person or family. No trigger lets these three change, so what was cited is remembered.
    """
    kunci = {pk: f"sebutan-{pk}" for pk in nomor}
    ingat = caches["tetap"].get_many(kunci.values())
    ketemu = {pk: ingat[k] for pk, k in kunci.items() if k in ingat}
    if lain := [pk for pk in nomor if pk not in ketemu]:
        with connection.cursor() as kursor:
            _SEBUTAN.jalankan(kursor, [lain])
            baru = {pk: {"periode": p, "nomor_sk": sk, "kode": kode} for pk, p, sk, kode in kursor.fetchall()}
        caches["tetap"].set_many({kunci[pk]: s for pk, s in baru.items()})
        ketemu |= baru
    return ketemu


def anak_wilayah(kode: str, sampai: int = Tingkat.DESA) -> list[Wilayah]:
    """Regions in force directly below `kode`; the region itself when it has none, or none down to the level `sampai`."""
    di = Wilayah.objects.berlaku().filter(induk=kode, tingkat__lte=sampai).order_by("kode")
    return list(di) or list(Wilayah.objects.filter(pk=kode))


def per_wilayah(
    baris: QuerySet, kode: str, kolom: str, *, nilai: object = None, sampai: int = Tingkat.DESA, semua: bool = True
) -> list[BarisWilayah]:
    """Counts of `baris` by region below `kode` and by `kolom`; regions without any count too, unless `semua` is false.

    `nilai` is the aggregate (default: how many rows); `sampai` the lowest level that has rows of its own.
    """
    anak = anak_wilayah(kode, sampai)
    panjang = PANJANG[anak[0].tingkat] if anak else PANJANG[tingkat(kode)]
    isi: dict[str, dict] = defaultdict(dict)
    for bagian, kunci, n in (
        baris.annotate(bagian=Left("wilayah_id", panjang))
        .values_list("bagian", kolom)
        .annotate(n=nilai or Count("pk"))
        .order_by()
    ):
        isi[bagian][kunci] = n
    return [
        BarisWilayah(w, isi.get(w.kode, {}), bisa_dirinci=w.kode != kode and w.tingkat < sampai)
        for w in anak
        if semua or w.kode in isi
    ]


def samarkan(baris: list[BarisWilayah], pelaku: Pelaku) -> list[BarisWilayah]:
    """The rows as this reader sees them: other institutions read rounded counts and go no further than the kabupaten/kota."""
    if pelaku.fungsi == F.KL:
        for b in baris:
            b.isi = {k: {g: Samar(m) for g, m in n.items()} if isinstance(n, dict) else Samar(n) for k, n in b.isi.items()}
            b.bisa_dirinci = b.bisa_dirinci and b.wilayah.tingkat <= Tingkat.KABUPATEN
    return baris


def terlihat(pelaku: Pelaku, kode: str) -> bool:
    """Whether this reader may ask for counts of the region at all."""
    return pelaku.fungsi != F.KL or tingkat(kode) <= Tingkat.KABUPATEN


def terhitung(pelaku: Pelaku | None, dalam: str = "") -> QuerySet[Usulan]:
    """Proposals to count, for officers who monitor an area, of the programmes of the assignment: no page lists them by this."""
    terbatas = pelaku is not None and pelaku.program
    baris = UsulanTerhitung.objects.filter(program__in=pelaku.program) if terbatas else Usulan.objects.all()
    return saring_wilayah(baris, pelaku, "pantau_wilayah", dalam=dalam)


def diteruskan_pada(pelaku: Pelaku | None, periode: int, dalam: str = "") -> QuerySet[Usulan]:
    """Proposals that were signed, and so passed on, in a month (Pasal 7(1)), wherever they stand now."""
    return terhitung(pelaku, dalam).filter(status__in=TAHAP_PENERUSAN, **rentang_bulan("disahkan_pada", periode))


def rentang_bulan(kolom: str, periode: int) -> dict:
    """Filter of a moment's column for one month in local time."""
    return {
        f"{kolom}__date__gte": bulan.tanggal_pertama(periode),
        f"{kolom}__date__lte": bulan.tanggal_terakhir(periode),
    }


def menurut_program(status: S = S.LOLOS) -> list[tuple[str, str, int]]:
    """(kind, programme, how many) of the proposals in a state, in the whole country."""
    return list(
        Usulan.objects.filter(status=status)
        .values_list("jenis", "program")
        .annotate(n=Count("pk"))
        .order_by("jenis", "program")
    )


def akan_dikembalikan() -> list[tuple[str, str, int]]:
    """(letter, evidence, how many) of what passed the assessment but contradicts the register by now.

    The determination would send these back (`penetapan.urungkan_bertentangan`). One SELECT; writes nothing.
    """
    with connection.cursor() as kursor:
        kursor.execute(
            f"""with dinilai as materialized ({DINILAI})
                select h, left(b, 60), count(distinct id) from ({sql_semua(HURUF_ULANG)}) t(id, h, b)
                 group by 1, 2 order by 3 desc limit 20""",
            {"status": S.LOLOS.value, "awal": "0", "akhir": "~"},
        )
        return kursor.fetchall()


def objek_rekap(hanya: Collection[str] = ()) -> list[tuple[str, str]]:
    """Objects of a recap in their order with their names: persons, families, then the programmes (those of `hanya`, if any)."""
    program = Program.objects.exclude(kode=NONBANSOS).values_list("kode", "nama")
    program = program.filter(pk__in=hanya) if hanya else program
    return [(RekapPenetapan.INDIVIDU, "Orang"), (RekapPenetapan.KELUARGA, "Keluarga"), *program]


def jumlah_rekap(rekap: QuerySet[RekapPenetapan]) -> dict[str, dict[str, int]]:
    """{object: {"masuk", "keluar", "aktif"}} over the rows of a recap."""
    return {
        r["objek"]: {"masuk": r["m"], "keluar": r["k"], "aktif": r["a"]}
        for r in rekap.values("objek").annotate(m=Sum("masuk"), k=Sum("keluar"), a=Sum("aktif")).order_by("objek")
    }


def rekap_per_wilayah(rekap: QuerySet[RekapPenetapan], tingkat_baris: int) -> list[BarisWilayah]:
    """Recap by province or by kabupaten/kota (Tingkat), regions with rows only: {object: {"masuk", "keluar", "aktif"}}."""
    panjang = PANJANG[tingkat_baris]
    isi: dict[str, dict] = defaultdict(dict)
    for r in (
        rekap.annotate(bagian=Left("wilayah_id", panjang))
        .values("bagian", "objek")
        .annotate(m=Sum("masuk"), k=Sum("keluar"), a=Sum("aktif"))
        .order_by()
    ):
        isi[r["bagian"]][r["objek"]] = {"masuk": r["m"], "keluar": r["k"], "aktif": r["a"]}
    return [
        BarisWilayah(w, isi[w.kode], tingkat_baris == Tingkat.PROVINSI)
        for w in Wilayah.objects.filter(pk__in=isi).order_by("kode")
    ]


def kriteria_temuan(temuan: QuerySet) -> dict[str, int]:
    """{letter: failing items} over findings; every letter is there."""
    ada = dict(temuan.values_list("kriteria").annotate(n=Count("pk")).order_by())
    return {k.huruf: ada.get(k.huruf, 0) for k in KRITERIA}


def kabupaten_terlambat(pelaku: Pelaku, periode: int) -> int:
    """How many kabupaten/kota of the area have passed nothing on in a month."""
    sudah = {k for (k,) in diteruskan_pada(pelaku, periode).annotate(k=Left("wilayah_id", 4)).values_list("k").distinct()}
    awal, akhir = pelaku.rentang
    semua = Wilayah.objects.berlaku().kabupaten().filter(Q(kode__gte=awal, kode__lt=akhir)).values_list("kode", flat=True)
    return sum(k not in sudah for k in semua)
