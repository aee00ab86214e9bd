"""Code lists of the workbook's cells: what may be typed -> what is kept.

Sources: sex and yes/no, contract.md and domain.md 5.5; marital status and disability, the DTKS lists of domain.md 5.4; SHDK,
the list of the family card (Dukcapil); PENDIDIKAN, the DTKS list "ijazah" (a number there means that list, never Dukcapil's,
whose numbers differ: only its wordings are taken).
"""

from .bentuk import ringkas_kode

TAK_TERBACA = object()

JENIS_KELAMIN = {"L": "L", "P": "P", "LAKILAKI": "L", "PEREMPUAN": "P"}
YA_TIDAK = {
    "YA": True,
    "Y": True,
    "1": True,
    "TRUE": True,
    "TIDAK": False,
    "T": False,
    "0": False,
    "TDK": False,
    "FALSE": False,
}
STATUS_KAWIN = {
    "1": "BELUM KAWIN",
    "BELUMKAWIN": "BELUM KAWIN",
    "2": "KAWIN",
    "KAWIN": "KAWIN",
    "KAWINTERCATAT": "KAWIN",
    "KAWINBELUMTERCATAT": "KAWIN",
    "3": "CERAI HIDUP",
    "CERAIHIDUP": "CERAI HIDUP",
    "4": "CERAI MATI",
    "CERAIMATI": "CERAI MATI",
}
JENIS_DISABILITAS = {
    "1": "Tuna daksa",
    "2": "Tuna netra",
    "3": "Tuna rungu",
    "4": "Tuna wicara",
    "5": "Tuna rungu dan wicara",
    "6": "Tuna netra dan tubuh",
    "7": "Tuna netra, rungu, dan wicara",
    "8": "Tuna rungu, wicara, dan tubuh",
    "9": "Tuna rungu, wicara, netra, dan tubuh",
    "10": "Retardasi mental",
    "11": "Mantan penderita gangguan jiwa",
    "12": "Fisik dan mental",
}
SHDK_NAMA = {
    "1": "Kepala Keluarga",
    "2": "Suami",
    "3": "Istri",
    "4": "Anak",
    "5": "Menantu",
    "6": "Cucu",
    "7": "Orang Tua",
    "8": "Mertua",
    "9": "Famili Lain",
    "10": "Pembantu",
    "11": "Lainnya",
}
IJAZAH_NAMA = {"0": "Tidak punya", "1": "SD", "2": "SMP", "3": "SMA", "4": "D1-D3", "5": "D4/S1", "6": "S2/S3"}

DISABILITAS = {kode: kode for kode in JENIS_DISABILITAS} | {"0": ""}
SHDK = {kode: kode for kode in SHDK_NAMA} | {ringkas_kode(nama): kode for kode, nama in SHDK_NAMA.items()}
PENDIDIKAN = (
    {kode: kode for kode in IJAZAH_NAMA}
    | {ringkas_kode(nama): kode for kode, nama in IJAZAH_NAMA.items()}
    | {
        ringkas_kode(nama): kode
        for nama, kode in {
            "Tidak/belum sekolah": "0",
            "Belum tamat SD/sederajat": "0",
            "Tidak tamat SD/sederajat": "0",
            "Tamat SD/sederajat": "1",
            "SLTP/sederajat": "2",
            "SLTA/sederajat": "3",
            "SMK": "3",
            "Diploma I/II": "4",
            "Akademi/Diploma III/S. Muda": "4",
            "D1": "4",
            "D2": "4",
            "D3": "4",
            "Diploma IV/Strata I": "5",
            "D4": "5",
            "S1": "5",
            "Strata II": "6",
            "Strata III": "6",
            "S2": "6",
            "S3": "6",
        }.items()
    }
)
