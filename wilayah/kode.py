"""What a region code says by itself, without the database.

A code is the tree: two digits name the province, four the kabupaten or kota, six the kecamatan, ten the desa or
kelurahan (the list in force is a Kepmendagri, see pemuatan.py). `00` stands for the whole nation: our own addition, no
decree has it. Codes hold digits only; the dots are put on for the eye.
"""

import re
import unicodedata

NEGARA = "00"

# Digits of a code per level, from the nation (0) to the village (4).
PANJANG = (2, 2, 4, 6, 10)

AKHIR = "~"  # sorts after every digit under COLLATE "C", so [kode, kode + '~') is exactly the subtree

# Taken off the front of a name, where they only tell the kind. Not from the end: Bagan Batu and Bagan Batu Kota are
# neighbours. Abbreviations are never part of a name, so they go from the end too.
_KATA_JENIS = frozenset(
    "provinsi prov propinsi kabupaten kab kota kecamatan kec distrik kelurahan kel desa administrasi adm".split()
)
_SINGKATAN_JENIS = frozenset(["prov", "kab", "kec", "kel"])
_SEBUTAN_LAIN = {
    "dki jakarta": "daerah khusus ibukota jakarta",
    "dk jakarta": "daerah khusus ibukota jakarta",
    "daerah khusus jakarta": "daerah khusus ibukota jakarta",
    "jakarta": "daerah khusus ibukota jakarta",
    "di yogyakarta": "daerah istimewa yogyakarta",
    "d i yogyakarta": "daerah istimewa yogyakarta",
    "diy": "daerah istimewa yogyakarta",
    "nanggroe aceh darussalam": "aceh",
}
_PEMISAH = re.compile(r"[^a-z0-9]+")
_APOSTROF = re.compile(r"['’`´]")


def tingkat(kode: str) -> int:
    """Level of a code: 0 nation, 1 province, 2 kabupaten/kota, 3 kecamatan, 4 desa/kelurahan.

    Raises `ValueError` for anything that cannot be a region code.
    """
    if kode == NEGARA:
        return 0
    if kode.isascii() and kode.isdigit() and len(kode) in PANJANG[1:]:
        return PANJANG.index(len(kode), 1)
    raise ValueError(f"Bukan kode wilayah: {kode!r}")


def rentang(kode: str) -> tuple[str, str]:
    """Half-open range [awal, akhir) of all codes in the subtree of `kode`, itself included; everything for the nation.

    A range, not `LIKE`, because row-level security compares with it in a policy, where a pattern from a setting cannot
    use the index.
    """
    return ("0", AKHIR) if kode == NEGARA else (kode, kode + AKHIR)


def memuat(luas: str, kode: str) -> bool:
    """Whether the area `luas` includes `kode` (an area includes itself, the nation everything)."""
    return luas == NEGARA or kode.startswith(luas)


def jalur(kode: str) -> tuple[str, ...]:
    """Codes from the province down to `kode` itself: `1209201008` → ('12', '1209', '120920', '1209201008').

    The nation is left out: every path would begin with it. For '00' the path is ('00',).
    """
    sampai = tingkat(kode)
    return tuple(kode[:n] for n in PANJANG[1 : sampai + 1]) or (NEGARA,)


def induk(kode: str) -> str | None:
    """Code of the parent; None for the nation."""
    naik = tingkat(kode) - 1
    if naik < 0:
        return None
    return NEGARA if naik == 0 else kode[: PANJANG[naik]]


def titik(kode: str) -> str:
    """The written form with dots: `1209201008` → `12.09.20.1008`."""
    return ".".join(bagian for bagian in (kode[:2], kode[2:4], kode[4:6], kode[6:]) if bagian)


def tanpa_titik(kode: str) -> str:
    """The stored form of a code as people write it (`12.09`, ` 1209 `): digits only. Checks nothing."""
    return kode.strip().replace(".", "")


def kunci_nama(nama: str) -> str:
    """Name reduced to what is searched: lower case, no accents, no punctuation, no word for the kind in front.

    `KAB. ASAHAN` and `Kabupaten Asahan` both become `asahan`. A name that consists of such words alone keeps the last. A
    few names in common use are led to the name in the list (`DKI Jakarta`). Words stay apart, because a search is by words;
    whether two typed names mean the same region is `dasar.nilai.ringkas_nama_wilayah` (V-WIL-01).
    """
    rata = _APOSTROF.sub("", nama).lower()
    if not rata.isascii():
        rata = unicodedata.normalize("NFKD", rata).encode("ascii", "ignore").decode()
    kata = _PEMISAH.sub(" ", rata).split()
    awal, akhir = 0, len(kata)
    while awal < akhir - 1 and kata[awal] in _KATA_JENIS:
        awal += 1
    while akhir - 1 > awal and kata[akhir - 1] in _SINGKATAN_JENIS:
        akhir -= 1
    kunci = " ".join(kata[awal:akhir])
    return _SEBUTAN_LAIN.get(kunci, kunci)
