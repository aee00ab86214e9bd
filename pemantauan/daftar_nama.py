"""The lists of names behind a dashboard's numbers: work lists, families by the age of their answers, families and recipients of
a village, and what was returned for one reason. The pages and the exports read the same rows."""

import datetime as dt
from collections.abc import Generator, Iterator

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.utils import timezone

from akun.akses import saring_wilayah
from akun.fungsi import punya_izin
from dasar import periode as bulan
from dasar.galat import TidakBerwenang
from dasar.jangkauan import syarat_wilayah
from dasar.jejak import Pelaku, rentang_wilayah
from dasar.models import Jejak
from dasar.pengeksporan import Sumber, sumber
from dtks.register.models import Individu, Keluarga, Kepesertaan, KepesertaanTerbatas, Program
from pemantauan.berkala import SASARAN, SASARAN_SEMUA_PROGRAM
from pemantauan.rekap import KEADAAN_BERALASAN
from pemantauan.rincian import SASARAN_TEKS
from pemantauan.umur import KELAS_UMUR, TANPA, rentang_periode
from usulan.alur import S
from usulan.models import Survei, Usulan
from wilayah.models import Tingkat, Wilayah

TANPA_JAWABAN = "-" * 10
_MODEL = {m._meta.db_table: m for m in (Individu, Keluarga, Survei)}


# Lists of persons; the others are of families.
ORANG = (Individu, Kepesertaan, KepesertaanTerbatas)


def judul(kunci: str, pelaku: Pelaku) -> str:
    """What a list is called; '' for one that there is not, or not for whoever is narrowed to some programmes."""
    if pelaku.program and (kunci in SASARAN_SEMUA_PROGRAM or kunci.startswith("peserta-") and kunci[8:] not in pelaku.program):
        return ""
    if kunci in SASARAN:
        return SASARAN_TEKS[kunci]
    if kunci == "keluarga":
        return "Keluarga dalam DTKS"
    hal, _, isi = kunci.partition("-")
    if hal == "umur" and isi in KELAS_UMUR:
        return f"Keluarga dalam DTKS, umur jawaban kriteria: {KELAS_UMUR[isi][0].lower()}"
    if hal == "peserta":
        nama = Program.objects.filter(pk=isi).values_list("nama", flat=True).first()
        return f"Peserta {nama}" if nama else ""
    return ""


def sedesa(kunci: str) -> bool:
    """Whether the list is shown village by village only: it holds the register itself, no work."""
    return kunci == "keluarga" or kunci.startswith("peserta-")


def baris_daftar(kunci: str, pelaku: Pelaku, dalam: str = "") -> QuerySet:
    """Persons, families, surveys or participations of one list in the actor's area, by the condition of its count.

    `judul` has seen to it that there is such a list.
    """

    def terlihat(model) -> QuerySet:
        return saring_wilayah(model.objects.all(), pelaku, "lihat_register", dalam=dalam).select_related("wilayah")

    if kunci in SASARAN:
        tabel, syarat = SASARAN[kunci]
        return terlihat(_MODEL[tabel]).extra(where=[syarat])
    hal, _, isi = kunci.partition("-")
    if hal == "peserta":
        peserta = Kepesertaan.objects.terlihat_oleh(pelaku, dalam).select_related("wilayah")
        orang = Individu.objects.berlaku().filter(nik=OuterRef("nik"))
        return peserta.filter(sampai=None, program=isi).annotate(nama=Subquery(orang.values("nama")[:1]))
    keluarga = terlihat(Keluarga).filter(sampai=None)
    if hal == "keluarga":
        return keluarga
    if isi == TANPA:
        return keluarga.filter(kriteria=TANPA_JAWABAN)
    dari, sampai = rentang_periode(isi)
    masa = Q() if dari is None else Q(dari__gte=dari)
    return keluarga.exclude(kriteria=TANPA_JAWABAN).filter(masa if sampai is None else masa & Q(dari__lte=sampai))


def urutan(baris: QuerySet) -> tuple[str, str]:
    """Columns by which a list is paged."""
    if baris.model in ORANG:
        return "wilayah_id", "nik"
    return "wilayah_id", "nomor_kk" if baris.model is Keluarga else "id"


def pengembalian(kode: str, periode: int, pelaku: Pelaku, dalam: str = "") -> QuerySet[Jejak]:
    """The events of a month by which something was returned or refused for the reason `kode`: each is one count of the chart."""
    if not punya_izin(pelaku.fungsi, "lihat_usulan"):
        return Jejak.objects.none()
    awal, akhir = rentang_wilayah(dalam or pelaku.wilayah)
    milik = Jejak.objects.filter(syarat_wilayah(pelaku, "wilayah"))
    mulai, selesai = (
        timezone.make_aware(dt.datetime.combine(bulan.tanggal_pertama(p), dt.time())) for p in (periode, bulan.berikut(periode))
    )
    return milik.annotate(
        kode_cocok=RawSQL("%s = any(string_to_array(replace(dasar_jejak.alasan, ' ', ''), ','))", [kode])
    ).filter(
        ~Q(alasan=""), kode_cocok=True, tabel="usulan_usulan", ke__in=KEADAAN_BERALASAN, pada__gte=mulai, pada__lt=selesai,
        wilayah__gte=awal, wilayah__lt=akhir,
    ).exclude(dari=F("ke"))  # fmt: skip


def usulan_dari(jejak: list[Jejak], pelaku: Pelaku) -> dict[int, Usulan]:
    """The proposals of these events that the actor may see, by number."""
    return Usulan.objects.terlihat_oleh(pelaku).select_related("wilayah").in_bulk([j.objek for j in jejak])


@sumber("daftar_kerja", "Daftar kerja dasbor")
def ekspor_daftar(argumen: dict, oleh: Pelaku) -> Sumber:
    """One list as it stands on the screen: `argumen` names it (`kunci`) and the area (`wilayah`).

    Raises TidakBerwenang for a function without the register and for an area outside its own.
    """
    kunci, dalam = argumen["kunci"], argumen["wilayah"]
    boleh = punya_izin(oleh.fungsi, "lihat_register") and judul(kunci, oleh)
    if not boleh or not (oleh.mencakup(dalam) or oleh.wilayah == dalam):
        raise TidakBerwenang()
    baris = baris_daftar(kunci, oleh, dalam).order_by(*urutan(baris_daftar(kunci, oleh, dalam)))
    if baris.model in ORANG:
        kepala = ("NIK", "NAMA", "KODE WILAYAH", "DESA/KELURAHAN", "SEJAK")
        return Sumber(kepala, _orang(baris.iterator(chunk_size=2000)), nik=0)
    kepala = ("NOMOR KK", "ALAMAT", "RT", "RW", "KODE WILAYAH", "DESA/KELURAHAN", "SEJAK")
    # A family is known by its card: that number is masked, and noted as whom the file holds.
    return Sumber(kepala, _keluarga(baris.iterator(chunk_size=2000)), nik=0)


def _orang(baris: Iterator) -> Generator[tuple]:
    for b in baris:
        yield b.nik, b.nama, b.wilayah_id, b.wilayah.nama, str(b.dari)


def _keluarga(baris: Iterator) -> Generator[tuple]:
    for b in baris:
        if isinstance(b, Survei):
            yield b.nomor_kk, "", "", "", b.wilayah_id, b.wilayah.nama, f"{b.diisi_pada:%Y%m}"
        else:
            yield b.nomor_kk, b.alamat, b.rt, b.rw, b.wilayah_id, b.wilayah.nama, str(b.dari)


@sumber("pengembalian", "Daftar pengembalian menurut alasan")
def ekspor_pengembalian(argumen: dict, oleh: Pelaku) -> Sumber:
    """What was returned or refused for one reason in a month: `kode`, `periode`, `wilayah`. Raises TidakBerwenang."""
    dalam = argumen["wilayah"]
    if not punya_izin(oleh.fungsi, "lihat_usulan") or not (oleh.mencakup(dalam) or oleh.wilayah == dalam):
        raise TidakBerwenang()
    kepala = ("NIK", "NAMA", "NOMOR TANDA TERIMA", "KODE WILAYAH", "DESA/KELURAHAN", "KE KEADAAN", "ALASAN", "WAKTU")
    return Sumber(kepala, _kembali(pengembalian(argumen["kode"], argumen["periode"], oleh, dalam), oleh), nik=0)


def _kembali(jejak: QuerySet[Jejak], oleh: Pelaku) -> Generator[tuple]:
    kelompok: list[Jejak] = []
    for j in jejak.order_by("id").iterator(chunk_size=1000):
        kelompok.append(j)
        if len(kelompok) == 1000:
            yield from _sebut(kelompok, oleh)
            kelompok = []
    yield from _sebut(kelompok, oleh)


def _sebut(jejak: list[Jejak], oleh: Pelaku) -> Iterator[tuple]:
    ada = usulan_dari(jejak, oleh)
    for j in jejak:
        # What a village has not handed in is its own: others get the count alone.
        if u := ada.get(j.objek):
            waktu = timezone.localtime(j.pada).strftime("%d/%m/%Y %H:%M")
            yield u.nik, u.nama, u.nomor, u.wilayah_id, u.wilayah.nama, S(j.ke).label, j.alasan, waktu


def tempat(kode: str) -> str:
    w = Wilayah.objects.get(pk=kode)
    return "Indonesia" if w.tingkat == Tingkat.NEGARA else str(w)
