"""What the screens of this app show beside a proposal: automatic checks in words, survey, missing answers."""

from collections.abc import Iterable
from functools import cache

from django.db.models import OuterRef, Q, QuerySet, Subquery

from dasar.nilai import ATURAN_BARIS
from dtks.register.models import Padanan
from dtks.register.pencarian import terdaftar
from usulan.linimasa import teks_alasan
from usulan.models import Survei, Usulan

# Warnings of the rules between rows; those of single rows bring their own words (dasar.nilai).
_TEKS_HUBUNGAN = {
    "V-PRG-03": "Nama, tanggal lahir, dan ibu kandung sama dengan orang lain",
    "V-PRG-05": "NIK tidak padan saat diusulkan",
}
# A rule states what ought to be; a warning states what was found.
_TEKS_BARIS = {
    "V-NIK-04": "Kode daerah dalam NIK tidak dikenal",
    "V-NIK-05": "Tanggal lahir dalam NIK tidak ada di kalender",
    "V-NIK-06": "Jenis kelamin berbeda dari NIK",
    "V-NIK-07": "Tanggal lahir berbeda dari NIK",
    "V-NIK-08": "Nomor urut NIK 0000",
    "V-KK-04": "Tanggal terbit dalam nomor KK tidak wajar",
    "V-PRG-07": "Kepala keluarga di bawah 17 tahun",
    "V-PRG-08": "Hubungan keluarga tidak wajar bagi umurnya",
    "V-PRG-09": "Penulisan nama perlu diperiksa",
    "V-PRG-10": "Nama ibu kandung kosong atau sama dengan nama sendiri",
    "V-PRG-11": "Pekerjaan ASN, TNI, Polri, atau pensiunan",
    "V-PRG-12": "Umur di atas 110 tahun",
    "V-LOK-01": "Koordinat rumah tidak wajar",
}
_PADAN = {
    Padanan.Status.PADAN: ("NIK padan Dukcapil", "sukses"),
    Padanan.Status.TIDAK_PADAN: ("Berbeda dari data Dukcapil", "galat"),
    Padanan.Status.TIDAK_DITEMUKAN: ("NIK tidak ditemukan di Dukcapil", "galat"),
    Padanan.Status.MENINGGAL: ("Tercatat meninggal di Dukcapil", "galat"),
}
# Attributes of a proposal, in the order of the form.
_ISIAN = (
    ("tempat_lahir", "tempat lahir"),
    ("ibu_kandung", "nama ibu kandung"),
    ("alamat", "alamat"),
    ("rt", "RT"),
    ("rw", "RW"),
    ("pekerjaan", "pekerjaan"),
    ("status_kawin", "status kawin"),
    ("hubungan", "hubungan dalam KK"),
)
# Those without which the ministry returns it (Pasal 8(3)e).
_DITUNTUT = frozenset(label for nama, label in _ISIAN if nama != "hubungan")


@cache
def _teks_aturan() -> dict[str, str]:
    return {a.kode: a.keterangan.rstrip(".") for a in ATURAN_BARIS}


def teks_peringatan(kode: str) -> str:
    """A warning's code in words."""
    return _TEKS_BARIS.get(kode) or _TEKS_HUBUNGAN.get(kode) or _teks_aturan().get(kode) or kode


def isian_kosong(usulan: Usulan, survei: Survei | None) -> list[str]:
    """What the form left empty, in words; the survey is asked of families that would enter the register."""
    kurang = [label for nama, label in _ISIAN if getattr(usulan, nama) in (None, "")]
    if usulan.jenis == Usulan.Jenis.MASUK:
        if survei is None:
            kurang.append("survei kriteria")
        elif not survei.lengkap:
            terisi = sum(getattr(survei, n) is not None for n in Survei.PERTANYAAN)
            kurang.append(f"survei kriteria ({terisi} dari {len(Survei.PERTANYAAN)} dijawab)")
    return kurang


def survei_untuk(usulan: Iterable[Usulan]) -> dict[tuple[int | None, int | None, str], Survei]:
    """Surveys of the families of these proposals by `_kunci_survei`, in one query."""
    usulan = list(usulan)
    asal = Q(musyawarah__in={u.musyawarah_id for u in usulan if u.musyawarah_id})
    if langsung := {u.pendaftaran_id for u in usulan if u.musyawarah_id is None}:
        asal |= Q(pendaftaran__in=langsung)
    baris = Survei.objects.filter(asal, nomor_kk__in={u.nomor_kk for u in usulan})
    return {(s.musyawarah_id, s.pendaftaran_id, s.nomor_kk): s for s in baris}


def _kunci_survei(u: Usulan) -> tuple[int | None, int | None, str]:
    """A deliberation has a survey of its own, whatever brought the family to it."""
    return u.musyawarah_id, None if u.musyawarah_id else u.pendaftaran_id, u.nomor_kk


def dengan_latar(baris: QuerySet[Usulan]) -> QuerySet[Usulan]:
    """Rows with village and answer of the civil registry (`padan`, `beda`)."""
    padanan = Padanan.objects.filter(nik=OuterRef("nik"))
    return baris.select_related("wilayah").annotate(
        padan=Subquery(padanan.values("status")[:1]),
        beda=Subquery(padanan.values("beda")[:1]),
    )


def lengkapi(usulan: list[Usulan], *, periksa: bool = True) -> list[Usulan]:
    """Give every row of `dengan_latar` its `survei`, `kosong` and `pemeriksaan` for komponen/periksa.html; two queries.

    Also whether the register, anywhere in the nation, holds the person (`terdaftar`). Without `periksa` only form and
    warnings are judged, and plain rows will do.
    """
    survei = survei_untuk(usulan)
    sudah = terdaftar([u.nik for u in usulan]) if periksa else set()
    for u in usulan:
        u.terdaftar = u.nik in sudah
        u.survei = survei.get(_kunci_survei(u))
        u.kosong = isian_kosong(u, u.survei)
        u.pemeriksaan = pemeriksaan_otomatis(u) if periksa else pemeriksaan_isian(u)
    return usulan


def _belum_diisi(kosong: list[str]) -> list[dict]:
    """Only what the ministry returns for is a fault; the rest has no column in the 21-column workbook."""
    wajib = [label for label in kosong if label in _DITUNTUT]
    lain = [label for label in kosong if label not in _DITUNTUT]
    butir = [{"teks": f"Belum diisi: {', '.join(wajib)}", "warna": "galat"}] if wajib else []
    return butir + ([{"teks": f"Tidak diisi: {', '.join(lain)}", "warna": "netral"}] if lain else [])


def pemeriksaan_isian(u: Usulan) -> list[dict]:
    """Warnings and missing answers of one row."""
    butir = [{"teks": teks_peringatan(kode), "warna": "peringatan"} for kode in u.daftar_peringatan]
    butir += _belum_diisi(u.kosong)
    return butir or [{"teks": "Isian lengkap, tanpa peringatan", "warna": "sukses"}]


def pemeriksaan_otomatis(u: Usulan) -> list[dict]:
    """What the machine knows of one row: civil registry, register, warnings, poor answers. It informs, never decides."""
    teks, warna = _PADAN[u.padan] if u.padan else ("Belum dipadankan dengan Dukcapil", "netral")
    if u.beda:
        teks += f": {u.beda.replace('_', ' ').replace(',', ', ')}"
    butir = [{"teks": teks, "warna": warna}]
    if u.jenis == Usulan.Jenis.MASUK:
        if u.terdaftar:
            butir.append({"teks": "Sudah terdaftar dalam DTKS", "warna": "peringatan"})
    elif not u.terdaftar:
        butir.append({"teks": "Tidak terdaftar dalam DTKS", "warna": "galat"})
    butir += [{"teks": teks_peringatan(kode), "warna": "peringatan"} for kode in u.daftar_peringatan]
    butir += _belum_diisi(u.kosong)
    return butir


def jawaban_survei(survei: Survei) -> list[dict]:
    """The ten questions with their answers; `miskin` marks an answer that counts as poor."""
    hasil = []
    for nama in Survei.PERTANYAAN:
        nilai = getattr(survei, nama)
        hasil.append(
            {
                "tanya": Survei._meta.get_field(nama).verbose_name,
                "jawab": "Tidak ditanyakan" if nilai is None else "Ya" if nilai else "Tidak",
                "miskin": nama in Survei.JAWABAN_MISKIN and nilai is Survei.JAWABAN_MISKIN[nama],
            }
        )
    return hasil


def beri_alasan(usulan: list[Usulan]) -> list[Usulan]:
    """Give every row `alasan_kata`: its reasons in words."""
    teks = teks_alasan(k for u in usulan for k in u.daftar_alasan)
    for u in usulan:
        u.alasan_kata = " ".join(teks.get(k, k) for k in u.daftar_alasan)
    return usulan
