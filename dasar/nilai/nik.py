"""NIK and No. KK: what the numbers say, and the rules V-NIK-*, V-KK-*, V-SEL-01.

NIK = 2 province + 2 district + 2 sub-district of FIRST registration + DDMMYY of birth, day + 40 for women + serial (domain.md
6.1). It is never issued again, so most mismatches are warnings: an old NIK may be right and the typed value too.
"""

from calendar import isleap
from datetime import date, timedelta

from .bentuk import INFO, INGAT, TOLAK, Aturan, Baris, Ingatan, Konteks, Temuan

# KK numbers of 16 digits exist since the population system of the late 1990s, so a two-digit year after this one is read as
# a year to come, not as one long past.
_TAHUN_KK_TERTUA = 1970
# 'DDMM' of a common year (False) and of a leap year (True).
_HARI_SETAHUN = {
    kabisat: frozenset(f"{date(tahun, 1, 1) + timedelta(n):%d%m}" for n in range(365 + kabisat))
    for kabisat, tahun in ((False, 2001), (True, 2000))
}
# How the NIK of a woman writes the day of the month.
HARI_PEREMPUAN = {f"{hari:02d}": str(hari + 40) for hari in range(1, 32)}


def _ada(hari: int, bulan: int, tahun: int) -> date | None:
    try:
        return date(tahun, bulan, hari)
    except ValueError:
        return None


def urai_lahir(enam_angka: str) -> tuple[str, str]:
    """(sex, 'DDMMYY' without the + 40) from digits 7-12 of a NIK; ('', '') when neither century has that date."""
    perempuan = enam_angka[:2] > "40"
    lahir = f"{int(enam_angka[:2]) - 40:02d}{enam_angka[2:]}" if perempuan else enam_angka
    # Of 1900 and 2000 one is a leap year; in every other pair both are, or none.
    if lahir[:4] in _HARI_SETAHUN[int(enam_angka[4:]) % 4 == 0]:
        return "P" if perempuan else "L", lahir
    return "", ""


def tanggal_lahir_dari_nik(nik: str, hari_ini: date) -> date | None:
    """The birth date a NIK states, read in the latest century that is not in the future; None when there is no such date."""
    if not bentuk_16_angka(nik):
        return None
    _, lahir = urai_lahir(nik[6:12])
    if not lahir:
        return None
    hari, bulan, tahun = int(lahir[:2]), int(lahir[2:4]), int(lahir[4:])
    kini = _ada(hari, bulan, 2000 + tahun)
    return kini if kini and kini <= hari_ini else _ada(hari, bulan, 1900 + tahun)


def jenis_kelamin_dari_nik(nik: str) -> str:
    """'L' or 'P' as the NIK states it, '' when it states nothing."""
    return urai_lahir(nik[6:12])[0] if bentuk_16_angka(nik) else ""


def bentuk_16_angka(nomor: str) -> bool:
    """True for exactly sixteen ASCII digits."""
    return len(nomor) == 16 and nomor.isascii() and nomor.isdigit()


def _terurai(b: Baris) -> bool:
    """The digits of this NIK may be interpreted: sixteen of them, not all alike."""
    return bentuk_16_angka(b.nik) and b.nik != b.nik[0] * 16


def sel_angka(b: Baris, k: Konteks):
    if not b.sel_angka:
        return None
    return Temuan(
        "V-SEL-01",
        TOLAK,
        b.sel_angka,
        "Sel NIK/NOKK berisi angka atau notasi ilmiah (misalnya 9,9E+15); Excel hanya menyimpan 15 angka, angka terakhir hilang. "
        "Blok kolomnya, pilih Format Sel > Teks, lalu ketik ulang 16 angka dari KTP/KK.",
    )


def nik_16_angka(b: Baris, k: Konteks):
    nik = b.nik
    if (len(nik) == 16 and nik.isascii() and nik.isdigit()) or "nik" in b.sel_angka:
        return None
    if not nik:
        return "NIK kosong. Isi 16 angka seperti pada KTP."
    if not (nik.isascii() and nik.isdigit()):
        return "NIK memuat tanda selain angka (periksa huruf O dan angka 0). Ketik ulang 16 angka seperti pada KTP."
    return f"NIK berisi {len(nik)} angka, seharusnya 16. Cocokkan dengan KTP, lalu ketik ulang."


def nik_bukan_angka_kembar(b: Baris, k: Konteks):
    nik = b.nik
    if nik and nik == nik[0] * 16:
        return (
            "NIK berisi angka yang sama semua, bukan NIK sebenarnya. Isi NIK dari KTP; bila belum punya, urus dulu ke Dukcapil."
        )
    return None


def nik_provinsi_ada(b: Baris, k: Konteks):
    if k.provinsi_sah is None or b.nik[:2] in k.provinsi_sah or not _terurai(b):
        return None
    return f"Dua angka pertama NIK ({b.nik[:2]}) bukan kode provinsi yang pernah ada. Cocokkan NIK dengan KTP."


def nik_kabupaten_kecamatan_ada(b: Baris, k: Konteks):
    nik = b.nik
    if k.kabupaten_sah is None or (k.contoh and nik[:2] == "99"):
        return None
    kecamatan = k.kecamatan_sah
    if nik[:4] in k.kabupaten_sah and (kecamatan is None or nik[:6] in kecamatan):
        return None
    if not _terurai(b) or (k.provinsi_sah is not None and nik[:2] not in k.provinsi_sah):
        return None
    return (
        f"Enam angka pertama NIK ({nik[:6]}) bukan kode kecamatan yang dikenal. "
        "Cocokkan dengan KTP; NIK lama dari daerah yang dimekarkan bisa benar."
    )


def nik_tanggal_ada(b: Baris, k: Konteks):
    if b.lahir_nik or not _terurai(b):
        return None
    return Temuan(
        "V-NIK-05",
        TOLAK if k.nik_ketat else INGAT,
        ("nik",),
        f"Angka ke-7 sampai ke-12 NIK ({b.nik[6:12]}) bukan tanggal lahir yang ada. Cocokkan NIK dengan KTP.",
    )


def nik_cocok_jenis_kelamin(b: Baris, k: Konteks):
    if b.jk_nik == b.jenis_kelamin or not b.jk_nik or not b.jenis_kelamin:
        return None
    menurut = "laki-laki" if b.jk_nik == "L" else "perempuan"
    return f"Menurut NIK orang ini {menurut}, tetapi JENIS KELAMIN diisi {b.jenis_kelamin}. Cocokkan keduanya dengan KTP."


def nik_cocok_tanggal_lahir(b: Baris, k: Konteks):
    if b.lahir_nik == b.lahir_ringkas or not b.lahir_nik or not b.lahir_ringkas:
        return None
    hari, bulan, tahun = b.lahir_nik[:2], b.lahir_nik[2:4], b.lahir_nik[4:]
    return f"Menurut NIK tanggal lahirnya {hari}/{bulan}/..{tahun}, tetapi diisi {b.tanggal_lahir:%d/%m/%Y}. Cocokkan keduanya dengan KTP."


def nik_nomor_urut(b: Baris, k: Konteks):
    if b.nik[12:] == "0000" and _terurai(b):
        return "NIK tidak standar: empat angka terakhir 0000. Cocokkan dengan KTP; NIK ini dipadankan dulu dengan Dukcapil."
    return None


def nik_daerah_domisili(b: Baris, k: Konteks):
    nik = b.nik
    if (k.contoh and nik[:2] == "99") or not k.kode_desa or nik[:6] == k.kode_desa[:6] or not _terurai(b):
        return None
    if k.provinsi_sah is not None and nik[:2] not in k.provinsi_sah:
        return None  # V-NIK-03 speaks of it
    return "NIK diterbitkan di daerah lain. Tidak perlu diperbaiki: NIK tidak berubah ketika orang pindah."


def kk_16_angka(b: Baris, k: Konteks):
    kk = b.nomor_kk
    if (len(kk) == 16 and kk.isascii() and kk.isdigit() and kk != kk[0] * 16) or "nomor_kk" in b.sel_angka:
        return None
    if not kk:
        return "NOKK kosong. Isi 16 angka seperti pada Kartu Keluarga."
    if not (kk.isascii() and kk.isdigit()):
        return "NOKK memuat tanda selain angka. Ketik ulang 16 angka seperti pada Kartu Keluarga."
    if len(kk) == 16:
        return "NOKK berisi angka yang sama semua. Isi nomor dari Kartu Keluarga."
    return f"NOKK berisi {len(kk)} angka, seharusnya 16. Cocokkan dengan Kartu Keluarga, lalu ketik ulang."


def kk_bukan_nik(b: Baris, k: Konteks):
    if b.nomor_kk and b.nomor_kk == b.nik:
        return "NOKK sama dengan NIK. Isi NOKK dengan nomor di bagian atas Kartu Keluarga."
    return None


def kk_daerah_domisili(b: Baris, k: Konteks):
    kk = b.nomor_kk
    if (k.contoh and kk[:2] == "99") or not k.kode_desa or kk[:6] == k.kode_desa[:6] or not bentuk_16_angka(kk):
        return None
    return "Enam angka pertama NOKK bukan kode kecamatan desa ini. Bila keluarga sudah pindah, minta Kartu Keluarga baru di Dukcapil."


def kk_tanggal_terbit(b: Baris, k: Konteks):
    kk = b.nomor_kk
    if kk[6:10] in hari_terbit(k)[kk[10:12]] or kk == b.nik or not bentuk_16_angka(kk):
        return None
    return f"Angka ke-7 sampai ke-12 NOKK ({kk[6:12]}) bukan tanggal terbit yang wajar. Cocokkan dengan Kartu Keluarga."


def hari_terbit(k: Konteks) -> Ingatan:
    """Two-digit year -> the days 'DDMM' on which a KK may be issued in it."""
    return k.ingatan.get("hari_terbit") or k.ingat("hari_terbit", lambda dua_angka: _hari_terbit(dua_angka, k.hari_ini))


def _hari_terbit(dua_angka: str, hari_ini: date) -> frozenset[str]:
    if not dua_angka.isdecimal():
        return frozenset()  # V-KK-01 speaks of it
    hari, kini = frozenset(), 2000 + int(dua_angka)
    if kini <= hari_ini.year:
        hari = _HARI_SETAHUN[isleap(kini)]
    if kini == hari_ini.year:
        hari = frozenset(satu for satu in hari if (satu[2:], satu[:2]) <= (f"{hari_ini:%m}", f"{hari_ini:%d}"))
    return hari | _HARI_SETAHUN[isleap(kini - 100)] if kini - 100 >= _TAHUN_KK_TERTUA else hari


_D = "domain.md 6.2"
ATURAN_NIK: tuple[Aturan, ...] = (
    Aturan(
        "V-SEL-01",
        TOLAK,
        ("nik", "nomor_kk"),
        sel_angka,
        "Sel NIK dan NOKK berformat teks, bukan angka atau notasi ilmiah.",
        "contract.md",
        True,
    ),
    Aturan("V-NIK-01", TOLAK, ("nik",), nik_16_angka, "NIK tepat 16 angka setelah spasi dan titik dibuang.", _D),
    Aturan("V-NIK-02", TOLAK, ("nik",), nik_bukan_angka_kembar, "NIK bukan angka yang sama semua.", _D),
    Aturan("V-NIK-03", TOLAK, ("nik",), nik_provinsi_ada, "Kode provinsi NIK pernah ada.", _D),
    Aturan("V-NIK-04", INGAT, ("nik",), nik_kabupaten_kecamatan_ada, "Kode kabupaten dan kecamatan NIK pernah ada.", _D),
    Aturan("V-NIK-05", INGAT, ("nik",), nik_tanggal_ada, "Tanggal lahir dalam NIK ada di kalender.", _D),
    Aturan("V-NIK-06", INGAT, ("nik", "jenis_kelamin"), nik_cocok_jenis_kelamin, "Jenis kelamin sesuai NIK.", _D),
    Aturan("V-NIK-07", INGAT, ("nik", "tanggal_lahir"), nik_cocok_tanggal_lahir, "Tanggal lahir sesuai NIK.", _D),
    Aturan(
        "V-NIK-08",
        INGAT,
        ("nik",),
        nik_nomor_urut,
        "Nomor urut NIK bukan 0000.",
        f"{_D}; Disdukcapil tentang NIK tidak standar",
    ),
    Aturan("V-NIK-09", INFO, ("nik",), nik_daerah_domisili, "Daerah NIK sama dengan domisili.", _D),
    Aturan("V-KK-01", TOLAK, ("nomor_kk",), kk_16_angka, "NOKK tepat 16 angka.", _D),
    Aturan("V-KK-02", TOLAK, ("nomor_kk", "nik"), kk_bukan_nik, "NOKK bukan NIK orang itu sendiri.", _D),
    Aturan("V-KK-03", INFO, ("nomor_kk",), kk_daerah_domisili, "Daerah NOKK sama dengan domisili.", _D),
    Aturan("V-KK-04", INGAT, ("nomor_kk",), kk_tanggal_terbit, "Tanggal terbit dalam NOKK ada dan tidak di masa depan.", _D),
)
