"""Rules about the person: name, mother, birth date, sex, job, and the programme asked for."""

import re
from datetime import date

from .bentuk import INGAT, TOLAK, Aturan, Baris, Konteks, Temuan

UMUR_TERTINGGI = 110
_GELAR_DEPAN = frozenset("H HJ KH HAJI HAJAH DR DRA DRS DRG IR PROF".split())
_GELAR_BELAKANG = re.compile(
    r"[,.]\s*(?:S\.?\s?(?:PD|PDI|AG|E|H|SOS|KOM|T|TP|P|KM|SI|IP|KEP|HI|PSI|FARM)|M\.?\s?(?:PD|M|SI|H|KES|KOM|AG|T|A)|"
    r"A\.?\s?MD|AMD[. ]?KE[BP]|NERS|BA|SPD|SE|SH)\b",
    re.IGNORECASE,
)
_ALMARHUM = frozenset(("ALM", "ALMH", "ALMARHUM", "ALMARHUMAH"))
_KATA_DITANYA = _ALMARHUM | _GELAR_DEPAN
_TANDA_NAMA = str.maketrans("", "", " '’.,-")
_IBU_KOSONG = frozenset(
    (
        "",
        "TIDAKADA",
        "TIDAKTAHU",
        "TIDAKDIKETAHUI",
        "TDKTAHU",
        "BELUMDIISI",
        "KOSONG",
        "X",
        "XX",
        "XXX",
        "ALM",
        "ALMH",
        "ALMARHUMAH",
    )
)
_PEGAWAI_NEGARA = re.compile(r"\b(?:ASN|PNS|PPPK|TNI|POLRI|PENSIUNAN|PEGAWAI NEGERI|TENTARA|KEPOLISIAN|POLISI)\b")
_KAWIN = frozenset(("KAWIN", "CERAI HIDUP", "CERAI MATI"))
_HUBUNGAN_DEWASA = {"2": "Suami", "3": "Istri", "5": "Menantu", "7": "Orang Tua", "8": "Mertua"}


def umur_pada(lahir: date, hari: date) -> int:
    """Completed years of age on `hari`."""
    return hari.year - lahir.year - ((hari.month, hari.day) < (lahir.month, lahir.day))


def nama_polos(nama: str, ibu: str) -> bool:
    """Nearly every pair of names is plain words without titles, and not the same: then neither rule on names objects."""
    atas, atas_ibu = nama.upper(), ibu.upper().replace(" ", "")
    return (
        (nama + ibu).replace(" ", "").isalpha()
        and len(nama) > 1
        and _KATA_DITANYA.isdisjoint(atas.split())
        and atas_ibu not in _IBU_KOSONG
        and atas_ibu != atas.replace(" ", "")
    )


def nama_wajar(b: Baris, k: Konteks):
    nama = b.nama
    # Nearly every name is plain words: that case is settled without taking the name apart.
    if nama.replace(" ", "").isalpha() and len(nama) > 1 and _KATA_DITANYA.isdisjoint(nama.upper().split()):
        return None
    if not nama:
        return None
    huruf = nama.translate(_TANDA_NAMA)
    kata = nama.upper().replace(".", " ").split()
    if any(tanda.isdigit() for tanda in nama):
        return "Nama memuat angka. Tulis nama dengan huruf saja, seperti pada KTP."
    if len(huruf) < 2:
        return "Nama kurang dari dua huruf. Tulis nama lengkap seperti pada KTP."
    if not huruf.isalpha():
        return "Nama memuat tanda yang tidak lazim. Tulis seperti pada KTP."
    if not _ALMARHUM.isdisjoint(kata):
        return "Nama memuat ALM. Bila orangnya sudah meninggal, jangan diusulkan; bila masih hidup, hapus ALM."
    if kata[0] in _GELAR_DEPAN or _GELAR_BELAKANG.search(nama):
        return "Nama memuat gelar. Tulis nama tanpa gelar, kecuali gelarnya tertulis pada KTP."
    return None


def nama_ibu_wajar(b: Baris, k: Konteks):
    ibu = b.ibu_kandung
    polos = ibu.replace(" ", "").upper()
    if polos.isalpha() and polos not in _IBU_KOSONG and polos != b.nama.replace(" ", "").upper():
        return None
    polos = ibu.translate(_TANDA_NAMA).upper()
    if polos in _IBU_KOSONG:
        return Temuan(
            "V-PRG-10",
            TOLAK,
            ("ibu_kandung",),
            "Nama ibu kandung belum diisi. Isi nama ibu kandung seperti pada Kartu Keluarga; ALM atau - tidak cukup.",
        )
    if polos == b.nama.translate(_TANDA_NAMA).upper():
        return "Nama ibu kandung sama dengan nama orangnya. Cocokkan dengan Kartu Keluarga."
    return None


def tanggal_terbaca(b: Baris, k: Konteks):
    diketik = b.diketik
    if not diketik:
        return None
    salah = tuple(kunci for kunci in ("tanggal_lahir", "tanggal_mulai_hamil") if kunci in diketik)
    if not salah:
        return None
    isi = ", ".join(diketik[kunci] for kunci in salah)
    return Temuan(
        "V-TGL-01",
        TOLAK,
        salah,
        f"Tanggal {isi} tidak terbaca atau tidak ada di kalender. Tulis hari/bulan/tahun, misalnya 17/08/1980.",
    )


def tanggal_lahir_wajar(b: Baris, k: Konteks):
    lahir = b.tanggal_lahir
    if lahir is None:
        return None
    if lahir > k.hari_ini:
        return f"Tanggal lahir {lahir:%d/%m/%Y} belum terjadi. Perbaiki tahunnya sesuai KTP/KK."
    if k.hari_ini.year - lahir.year > UMUR_TERTINGGI and umur_pada(lahir, k.hari_ini) > UMUR_TERTINGGI:
        return Temuan(
            "V-PRG-12",
            INGAT,
            ("tanggal_lahir",),
            f"Umur menurut tanggal lahir lebih dari {UMUR_TERTINGGI} tahun. Cocokkan tahunnya dengan KTP/KK.",
        )
    return None


def jenis_kelamin_terbaca(b: Baris, k: Konteks):
    if b.diketik and "jenis_kelamin" in b.diketik:
        return f"JENIS KELAMIN diisi {b.diketik['jenis_kelamin']}. Isi L atau P (LAKI-LAKI atau PEREMPUAN)."
    return None


def program_dikenal(b: Baris, k: Konteks):
    if b.diketik and "program" in b.diketik:
        return f"Program {b.diketik['program']} tidak ada dalam daftar. Isi salah satu: {', '.join(k.program)}."
    return None


def umur_pengurus(b: Baris, k: Konteks):
    if b.shdk != "1" or b.tanggal_lahir is None or b.status_kawin in _KAWIN or umur_pada(b.tanggal_lahir, k.hari_ini) >= 17:
        return None
    return (
        "Kepala keluarga berumur kurang dari 17 tahun dan belum kawin. Cocokkan SHDK dan tanggal lahir dengan Kartu Keluarga."
    )


def hubungan_wajar_umur(b: Baris, k: Konteks):
    if not b.shdk or b.tanggal_lahir is None or b.shdk not in _HUBUNGAN_DEWASA or umur_pada(b.tanggal_lahir, k.hari_ini) >= 12:
        return None
    return (
        f"Hubungan keluarga {_HUBUNGAN_DEWASA[b.shdk]} tetapi umurnya kurang dari 12 tahun. "
        "Cocokkan SHDK dan tanggal lahir dengan Kartu Keluarga."
    )


def pekerjaan_bukan_pegawai_negara(b: Baris, k: Konteks):
    tahu = k.ingatan.get("pekerjaan_negara")
    if tahu is None:
        tahu = k.ingat("pekerjaan_negara", lambda pekerjaan: _PEGAWAI_NEGARA.search(pekerjaan.upper()) is not None)
    if tahu[b.pekerjaan]:
        return f"Pekerjaan {b.pekerjaan}: ASN, TNI, Polri, dan pensiunannya ditinjau dulu oleh verifikator. Pastikan pekerjaannya benar."
    return None


_D = "domain.md 6.2"
ATURAN_ORANG: tuple[Aturan, ...] = (
    Aturan("V-PGM-01", TOLAK, ("program",), program_dikenal, "Program ada dalam daftar.", "contract.md", True),
    Aturan(
        "V-PRG-09", INGAT, ("nama",), nama_wajar, "Nama berhuruf, paling sedikit dua, tanpa gelar dan ALM; BIN/BINTI boleh.", _D
    ),
    Aturan(
        "V-TGL-01",
        TOLAK,
        ("tanggal_lahir", "tanggal_mulai_hamil"),
        tanggal_terbaca,
        "Tanggal terbaca dan ada di kalender.",
        "contract.md",
        True,
    ),
    Aturan(
        "V-PRG-12",
        TOLAK,
        ("tanggal_lahir",),
        tanggal_lahir_wajar,
        "Tanggal lahir tidak di masa depan; umur di atas 110 diperingatkan.",
        _D,
    ),
    Aturan("V-PRG-10", INGAT, ("ibu_kandung", "nama"), nama_ibu_wajar, "Nama ibu kandung terisi dan bukan nama sendiri.", _D),
    Aturan(
        "V-JK-01",
        TOLAK,
        ("jenis_kelamin",),
        jenis_kelamin_terbaca,
        "Jenis kelamin L/P atau LAKI-LAKI/PEREMPUAN.",
        "contract.md",
        True,
    ),
    Aturan(
        "V-PRG-07",
        INGAT,
        ("shdk", "tanggal_lahir"),
        umur_pengurus,
        "Kepala keluarga paling sedikit 17 tahun atau pernah kawin.",
        _D,
    ),
    Aturan("V-PRG-08", INGAT, ("shdk", "tanggal_lahir"), hubungan_wajar_umur, "Hubungan keluarga masuk akal bagi umurnya.", _D),
    Aturan(
        "V-PRG-11",
        INGAT,
        ("pekerjaan",),
        pekerjaan_bukan_pegawai_negara,
        "Pekerjaan bukan ASN, TNI, Polri, atau pensiunannya.",
        _D,
    ),
)
