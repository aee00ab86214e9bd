"""Region names of a row against those of the uploader's village (V-WIL-01), and coordinates (V-LOK-01)."""

import re
import unicodedata

from .bentuk import INGAT, TOLAK, Aturan, Baris, Konteks, Temuan
from .kolom import JUDUL
from .sel import teks

# Words that say what kind of region it is, not which one. Some names hold them ("Kota Kisaran Timur"), so they fall on both
# sides of the comparison.
_KATA_JENIS = frozenset(
    "KABUPATEN KAB KOTA KOTAMADYA DESA DS KELURAHAN KEL PROVINSI PROPINSI PROV KECAMATAN KEC ADMINISTRASI ADM".split()
)
_SINGKATAN = {"KEP": "KEPULAUAN"}
_PROVINSI_KHUSUS = re.compile(r"^(?:DKI|DKJ|DAERAH KHUSUS(?: IBUKOTA| IBU KOTA)?|DI|DIY|DAERAH ISTIMEWA) ")
_KUNCI = ("provinsi", "kabupaten", "kecamatan", "desa")
_LINTANG, _BUJUR = (-11.5, 6.5), (94.5, 141.5)


def ringkas_nama_wilayah(nama: str) -> str:
    """A region name as compared: upper case, without accents, punctuation, spaces and words of kind (contract.md V-WIL-01).

    A name made of such words only (kecamatan "Kota") keeps them.
    """
    polos = unicodedata.normalize("NFKD", nama).encode("ascii", "ignore").decode().upper()
    polos = re.sub(r"[^A-Z0-9]+", " ", polos.replace("'", "")).strip()
    polos = _PROVINSI_KHUSUS.sub("", polos)
    kata = [_SINGKATAN.get(satu, satu) for satu in polos.split()]
    inti = [satu for satu in kata if satu not in _KATA_JENIS]
    return "".join(inti or kata)


def wilayah_desa_ini(b: Baris, k: Konteks):
    nama = k.nama_wilayah
    if nama is None:
        return None
    tahu = k.ingatan.get("wilayah")
    if tahu is None:
        tahu = k.ingat("wilayah", lambda diketik: _bandingkan(diketik, nama))
    temuan = tahu[b.provinsi, b.kabupaten, b.kecamatan, b.desa]
    if temuan is None and b.kode_desa and k.kode_desa and b.kode_desa != k.kode_desa:
        return Temuan(
            "V-WIL-01",
            TOLAK,
            ("kode_desa",),
            f"KODE_DESA diisi {b.kode_desa}, seharusnya {k.kode_desa} ({nama[3]}). Perbaiki atau kosongkan.",
        )
    return temuan


def _bandingkan(diketik: tuple[str, ...], nama: tuple[str, ...]) -> Temuan | None:
    salah = [
        kunci
        for kunci, tulisan, benar in zip(_KUNCI, diketik, nama, strict=True)
        if tulisan and ringkas_nama_wilayah(tulisan) != ringkas_nama_wilayah(benar)
    ]
    if not salah:
        return None
    isi = "; ".join(
        f"{JUDUL[kunci]} diisi {diketik[_KUNCI.index(kunci)]}, seharusnya {nama[_KUNCI.index(kunci)]}" for kunci in salah
    )
    return Temuan(
        "V-WIL-01",
        TOLAK,
        tuple(salah),
        f"Wilayah bukan desa/kelurahan Anda: {isi}. Perbaiki, atau kirim lewat operator desa yang bersangkutan.",
    )


def koordinat_masuk_akal(b: Baris, k: Konteks):
    lintang, bujur = b.latitude, b.longitude
    if "latitude" in b.diketik or "longitude" in b.diketik:
        return "LATITUDE/LONGITUDE tidak terbaca sebagai angka derajat. Tulis seperti -6.178306 dan 106.631889."
    if lintang is None and bujur is None:
        return None
    if lintang is None or bujur is None:
        return "LATITUDE dan LONGITUDE harus diisi keduanya. Lengkapi, atau kosongkan keduanya."
    if _LINTANG[0] <= lintang <= _LINTANG[1] and _BUJUR[0] <= bujur <= _BUJUR[1]:
        return None
    return "Koordinat di luar Indonesia. Periksa apakah LATITUDE dan LONGITUDE tertukar atau kurang tanda minus."


def bersihkan_kode_desa(sel) -> str:
    """A village code as ten digits, without the dots it is written with."""
    return teks(sel).replace(".", "").replace(" ", "")


ATURAN_TEMPAT: tuple[Aturan, ...] = (
    Aturan("V-WIL-01", TOLAK, (*_KUNCI, "kode_desa"), wilayah_desa_ini, "Nama wilayah menuju desa pengunggah.", "contract.md"),
    Aturan(
        "V-LOK-01",
        INGAT,
        ("latitude", "longitude"),
        koordinat_masuk_akal,
        "Koordinat terbaca dan berada di Indonesia.",
        "domain.md 5.2, 6.2",
    ),
)
