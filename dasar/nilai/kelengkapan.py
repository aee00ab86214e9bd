"""V-KEL-01: what must be filled in is filled in, in a form that can be understood (Pasal 8(3)e; fields of domain.md 5.2).

An answer that a code list does not know is not an answer, so it counts as not filled in. The pregnancy rules stand here too:
domain.md 5.2 makes them part of that attribute, and 6.2 gives them no code of their own.
"""

from datetime import timedelta

from .bentuk import INGAT, TOLAK, Aturan, Baris, Konteks, Temuan
from .kolom import JUDUL, KUNCI_SK, KUNCI_WAJIB
from .orang import umur_pada

UMUR_HAMIL = (10, 55)
HAMIL_TERLAMA = timedelta(days=300)
PANJANG = {"nama": 100, "tempat_lahir": 100, "ibu_kandung": 100, "pekerjaan": 100, "alamat": 200, "nama_suku": 100}
_BOLEH = {
    "status_kawin": "BELUM KAWIN, KAWIN, CERAI HIDUP, atau CERAI MATI",
    "rt": "satu sampai tiga angka (000 bila tidak ada RT)",
    "rw": "satu sampai tiga angka (000 bila tidak ada RW)",
    "disabilitas": "YA atau TIDAK",
    "kode_disabilitas": "kode 1 sampai 12",
    "hamil": "YA atau TIDAK",
    "kat": "YA atau TIDAK",
    "pendidikan": "0 tidak punya ijazah, 1 SD, 2 SMP, 3 SMA, 4 D1-D3, 5 D4/S1, atau 6 S2/S3",
    "shdk": "kode 1 sampai 11 atau namanya seperti pada Kartu Keluarga",
    **dict.fromkeys(KUNCI_SK, "YA atau TIDAK"),
}


def wajib_terisi(b: Baris, k: Konteks):
    if (
        b.nik and b.program and b.nomor_kk and b.nama and b.tempat_lahir and b.tanggal_lahir and b.ibu_kandung and b.jenis_kelamin
        and b.pekerjaan and b.status_kawin and b.alamat and b.rt and b.rw and b.provinsi and b.kabupaten and b.kecamatan and b.desa
    ):  # fmt: skip
        return None
    kosong = tuple(
        kunci for kunci in KUNCI_WAJIB if not getattr(b, kunci) and kunci not in b.diketik and kunci not in b.sel_angka
    )
    if not kosong:
        return None
    return Temuan(
        "V-KEL-01", TOLAK, kosong, f"Kolom wajib kosong: {', '.join(JUDUL[kunci] for kunci in kosong)}. Lengkapi sesuai KTP/KK."
    )


def jawaban_dikenal(b: Baris, k: Konteks):
    if not b.diketik:
        return None
    salah = tuple(kunci for kunci in b.diketik if kunci in _BOLEH)
    if not salah:
        return None
    isi = "; ".join(f"{JUDUL[kunci]} diisi {b.diketik[kunci]}, seharusnya {_BOLEH[kunci]}" for kunci in salah)
    return Temuan("V-KEL-01", TOLAK, salah, f"Isian tidak dikenal: {isi}.")


def tidak_terlalu_panjang(b: Baris, k: Konteks):
    if len(b.nama) + len(b.tempat_lahir) + len(b.ibu_kandung) + len(b.pekerjaan) + len(b.alamat) + len(b.nama_suku) <= 100:
        return None
    salah = tuple(kunci for kunci, panjang in PANJANG.items() if len(getattr(b, kunci)) > panjang)
    if not salah:
        return None
    isi = ", ".join(f"{JUDUL[kunci]} (paling banyak {PANJANG[kunci]} huruf)" for kunci in salah)
    return Temuan("V-KEL-01", TOLAK, salah, f"Isian terlalu panjang: {isi}. Persingkat.")


def disabilitas_lengkap(b: Baris, k: Konteks):
    if not b.disabilitas:
        if not b.kode_disabilitas:
            return None
        return Temuan(
            "V-KEL-01",
            INGAT,
            ("disabilitas", "kode_disabilitas"),
            "Kode disabilitas diisi tetapi statusnya bukan YA. Samakan keduanya.",
        )
    if b.kode_disabilitas or "kode_disabilitas" in b.diketik:
        return None
    return "STATUS DISABILITAS diisi YA tetapi kode jenisnya kosong. Isi KODE JENIS DISABILITAS dengan kode 1 sampai 12."


def hamil_wajar(b: Baris, k: Konteks):
    if not b.hamil:
        if b.tanggal_mulai_hamil is None:
            return None
        return Temuan(
            "V-KEL-01",
            INGAT,
            ("hamil", "tanggal_mulai_hamil"),
            "TGL MULAI HAMIL diisi tetapi STATUS HAMIL bukan YA. Samakan keduanya.",
        )
    if b.jenis_kelamin == "L":
        return Temuan(
            "V-KEL-01", TOLAK, ("hamil", "jenis_kelamin"), "STATUS HAMIL diisi YA untuk laki-laki. Perbaiki salah satunya."
        )
    mulai = b.tanggal_mulai_hamil
    if mulai is None:
        if "tanggal_mulai_hamil" in b.diketik:
            return None
        return Temuan(
            "V-KEL-01",
            TOLAK,
            ("tanggal_mulai_hamil",),
            "STATUS HAMIL diisi YA tetapi TGL MULAI HAMIL kosong. Isi perkiraan tanggalnya.",
        )
    if mulai > k.hari_ini:
        return Temuan("V-KEL-01", TOLAK, ("tanggal_mulai_hamil",), "TGL MULAI HAMIL belum terjadi. Perbaiki tanggalnya.")
    if k.hari_ini - mulai > HAMIL_TERLAMA:
        return Temuan(
            "V-KEL-01",
            INGAT,
            ("tanggal_mulai_hamil",),
            "TGL MULAI HAMIL sudah lebih dari 300 hari. Bila sudah melahirkan, isi STATUS HAMIL dengan TIDAK.",
        )
    if b.tanggal_lahir is not None and not UMUR_HAMIL[0] <= umur_pada(b.tanggal_lahir, k.hari_ini) <= UMUR_HAMIL[1]:
        return Temuan(
            "V-KEL-01",
            INGAT,
            ("hamil", "tanggal_lahir"),
            "STATUS HAMIL diisi YA di luar umur 10 sampai 55 tahun. Cocokkan tanggal lahirnya.",
        )
    return None


def suku_lengkap(b: Baris, k: Konteks):
    if b.kat and not b.nama_suku:
        return "KAT (komunitas adat terpencil) diisi YA tetapi NAMA_SUKU kosong. Isi nama sukunya."
    return None


_D = "Pasal 8(3)e Permensos 3/2021; domain.md 5.2"
ATURAN_KELENGKAPAN: tuple[Aturan, ...] = (
    Aturan("V-KEL-01", TOLAK, KUNCI_WAJIB, wajib_terisi, "Kolom wajib terisi.", _D),
    Aturan("V-KEL-01", TOLAK, tuple(_BOLEH), jawaban_dikenal, "Jawaban pilihan ada dalam daftarnya.", _D, True),
    Aturan(
        "V-KEL-01",
        TOLAK,
        tuple(PANJANG),
        tidak_terlalu_panjang,
        "Isian tidak melebihi panjang kolomnya.",
        "berdasarkan praktik",
    ),
    Aturan(
        "V-KEL-01",
        TOLAK,
        ("kode_disabilitas", "disabilitas"),
        disabilitas_lengkap,
        "Kode disabilitas terisi bila statusnya YA.",
        _D,
    ),
    Aturan(
        "V-KEL-01",
        TOLAK,
        ("hamil", "tanggal_mulai_hamil", "jenis_kelamin", "tanggal_lahir"),
        hamil_wajar,
        "Kehamilan: perempuan 10-55 tahun, mulai paling lama 300 hari lalu.",
        _D,
    ),
    Aturan("V-KEL-01", TOLAK, ("kat", "nama_suku"), suku_lengkap, "Nama suku terisi bila KAT.", _D),
)
