"""Check a row: cells -> typed values and findings, by the one list of rules that form, import and API share."""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter, itemgetter

from .bentuk import DITOLAK, TOLAK, Aturan, Baris, Konteks, Temuan, ringkas_kode, status_dari
from .daftar import DISABILITAS, JENIS_KELAMIN, PENDIDIKAN, SHDK, STATUS_KAWIN, TAK_TERBACA, YA_TIDAK
from .kelengkapan import ATURAN_KELENGKAPAN
from .kolom import KUNCI, KUNCI_SK, KUNCI_V1, KUNCI_V2
from .nik import ATURAN_NIK, urai_lahir
from .orang import ATURAN_ORANG
from .pintas import Pintas
from .sel import (
    baca_koordinat,
    baca_rt,
    baca_tanggal,
    baca_tanggal_lahir,
    bersihkan_nik,
    pembaca_daftar,
    sel_berupa_angka,
    teks,
)
from .tempat import ATURAN_TEMPAT, bersihkan_kode_desa

ATURAN_BARIS: tuple[Aturan, ...] = ATURAN_NIK + ATURAN_ORANG + ATURAN_TEMPAT + ATURAN_KELENGKAPAN

_PEMBACA_V2: dict[str, Callable] = {
    **{kunci: pembaca_daftar(YA_TIDAK, None) for kunci in KUNCI_SK},
    "latitude": baca_koordinat,
    "longitude": baca_koordinat,
    "kat": pembaca_daftar(YA_TIDAK, None),
    "nama_suku": teks,
    "pendidikan": pembaca_daftar(PENDIDIKAN),
    "shdk": pembaca_daftar(SHDK),
    "kode_desa": bersihkan_kode_desa,
}
_nilai_berurut = attrgetter(*KUNCI)


def nilai_berurut(baris: Baris) -> tuple:
    """The typed values in the order of KUNCI, for COPY."""
    return _nilai_berurut(baris)


def nilai_bernama(baris: Baris) -> dict:
    """The typed values by column key, for a form or the API."""
    return dict(zip(KUNCI, _nilai_berurut(baris), strict=True))


class Pemeriksa:
    """Checks the rows of one table: `pemeriksa(sel) -> (Baris, [Temuan])`.

    `kunci` names the column of each cell, in the order of the row ('' for a column to leave alone); a row may be shorter.
    Reads cells through memories that live as long as the Konteks, so one instance serves one table.
    """

    def __init__(self, konteks: Konteks, kunci: Sequence[str] = KUNCI_V1, aturan: Sequence[Aturan] = ATURAN_BARIS):
        self.konteks = konteks
        self.lebar = len(kunci)
        tempat = {nama: nomor for nomor, nama in enumerate(kunci) if nama}
        # A column that the table lacks is read from the None that is then put behind every row.
        self.ganti = () if tempat.keys() >= set(KUNCI_V1) else (None,)
        self.ambil = itemgetter(*(tempat.get(nama, self.lebar) for nama in KUNCI_V1))
        self.tambahan = [(nama, tempat[nama], konteks.ingat(nama, _PEMBACA_V2[nama])) for nama in KUNCI_V2 if nama in tempat]
        # A rule about a version-2 column that this table lacks has nothing to judge; one about unreadable cells only then.
        berlaku = [satu for satu in aturan if satu.kolom[0] in tempat or satu.kolom[0] not in KUNCI_V2]
        self.aturan = tuple((satu.periksa, satu) for satu in berlaku)
        self.aturan_terbaca = tuple((satu.periksa, satu) for satu in berlaku if not satu.pembacaan)
        ingat = konteks.ingat
        self.program = ingat("program", self._baca_program)
        self.tanggal = ingat("tanggal", baca_tanggal)
        self.jenis_kelamin = ingat("jenis_kelamin", pembaca_daftar(JENIS_KELAMIN, None))
        self.status_kawin = ingat("status_kawin", pembaca_daftar(STATUS_KAWIN))
        self.ya_tidak = ingat("ya_tidak", pembaca_daftar(YA_TIDAK, None))
        self.disabilitas = ingat("disabilitas", pembaca_daftar(DISABILITAS))
        self.rt = ingat("rt", baca_rt)
        self.teks = ingat("teks", teks)
        self.pintas = Pintas(konteks, None if tuple(kunci) == KUNCI_V1 else self.ambil, self.tambahan, berlaku)

    def _baca_program(self, sel):
        ketikan = teks(sel)
        return self.konteks.program_ringkas.get(ringkas_kode(ketikan), TAK_TERBACA) if ketikan else ""

    def __call__(self, sel: Sequence) -> tuple[Baris, list[Temuan]]:
        if self.ganti or len(sel) != self.lebar:
            sel = [*sel[: self.lebar], *(None,) * (self.lebar - len(sel)), *self.ganti]
        if jawab := self.pintas.baca(sel):
            baris, aturan_ditanya = jawab
        else:
            baris = self.baca(sel)
            aturan_ditanya = self.aturan if baris.diketik or baris.sel_angka else self.aturan_terbaca
        konteks = self.konteks
        temuan = []
        for periksa, aturan in aturan_ditanya:
            hasil = periksa(baris, konteks)
            if hasil is not None:
                temuan.append(Temuan(aturan.kode, aturan.tingkat, aturan.kolom, hasil) if type(hasil) is str else hasil)
        return baris, temuan

    def baca(self, sel: Sequence) -> Baris:
        """Cells to typed values; what cannot be read is noted in `diketik`."""
        b = Baris()
        (
            nik, program, kk, nama, tempat, lahir, ibu, jk, kerja, kawin, alamat, rt, rw,
            provinsi, kabupaten, kecamatan, desa, disabilitas, kode, hamil, mulai,
        ) = self.ambil(sel)  # fmt: skip
        b.nik = self._nomor(b, "nik", nik)
        b.nomor_kk = self._nomor(b, "nomor_kk", kk)
        if len(b.nik) == 16 and b.nik.isascii() and b.nik.isdigit():
            b.jk_nik, b.lahir_nik = urai_lahir(b.nik[6:12])
        b.nama = " ".join(nama.split()) if type(nama) is str else teks(nama)
        b.ibu_kandung = " ".join(ibu.split()) if type(ibu) is str else teks(ibu)
        ingat_teks = self.teks
        b.tempat_lahir = ingat_teks[tempat]
        b.pekerjaan = ingat_teks[kerja]
        b.alamat = ingat_teks[alamat]
        b.provinsi = ingat_teks[provinsi]
        b.kabupaten = ingat_teks[kabupaten]
        b.kecamatan = ingat_teks[kecamatan]
        b.desa = ingat_teks[desa]
        b.program = self.program[program]
        b.tanggal_lahir, b.lahir_ringkas = baca_tanggal_lahir(lahir)
        b.jenis_kelamin = self.jenis_kelamin[jk]
        b.status_kawin = self.status_kawin[kawin]
        b.rt = self.rt[rt]
        b.rw = self.rt[rw]
        b.disabilitas = self.ya_tidak[disabilitas]
        b.hamil = self.ya_tidak[hamil]
        b.kode_disabilitas = self.disabilitas[kode]
        b.tanggal_mulai_hamil = self.tanggal[mulai]
        for nama_kolom, tempatnya, ingatan in self.tambahan:
            setattr(b, nama_kolom, ingatan[sel[tempatnya]])
        tak = TAK_TERBACA
        if (
            b.program is tak or b.tanggal_lahir is tak or b.jenis_kelamin is tak or b.status_kawin is tak or b.rt is tak or b.rw is tak
            or b.disabilitas is tak or b.hamil is tak or b.kode_disabilitas is tak or b.tanggal_mulai_hamil is tak
        ):  # fmt: skip
            self._catat_tak_terbaca(
                b,
                {
                    "program": program, "tanggal_lahir": lahir, "jenis_kelamin": jk, "status_kawin": kawin, "rt": rt, "rw": rw,
                    "disabilitas": disabilitas, "hamil": hamil, "kode_disabilitas": kode, "tanggal_mulai_hamil": mulai,
                },
            )  # fmt: skip
        if self.tambahan:
            self._catat_tak_terbaca(b, {nama_kolom: sel[tempatnya] for nama_kolom, tempatnya, _ in self.tambahan})
        return b

    @staticmethod
    def _nomor(b: Baris, kunci: str, sel) -> str:
        if type(sel) is str:
            if len(sel) == 16 and sel.isascii() and sel.isdigit():
                return sel
            if not sel_berupa_angka(sel):
                return bersihkan_nik(sel)
        elif sel is None:
            return ""
        b.sel_angka = (*b.sel_angka, kunci)
        return ""

    @staticmethod
    def _catat_tak_terbaca(b: Baris, mentah: dict):
        salah = {kunci: teks(sel)[:60] for kunci, sel in mentah.items() if getattr(b, kunci) is TAK_TERBACA}
        if salah:
            b.diketik = {**b.diketik, **salah}
            for kunci in salah:
                delattr(b, kunci)


def periksa_baris(nilai: Mapping[str, object], konteks: Konteks) -> tuple[Baris, list[Temuan]]:
    """Check one row given by column key, as a form or the API has it (text or date values)."""
    return Pemeriksa(konteks, tuple(nilai))(list(nilai.values()))


def periksa_nilai(konteks: Konteks, **nilai) -> list[Temuan]:
    """Check single values: only the rules that need no other column than those given.

    `periksa_nilai(konteks, nik="...")` runs the rules about the NIK alone.
    """
    aturan = tuple(satu for satu in ATURAN_BARIS if set(satu.kolom) <= nilai.keys())
    return Pemeriksa(konteks, tuple(nilai), aturan)(list(nilai.values()))[1]


class PenandaGanda:
    """V-PRG-04 within one file: the same person and programme twice, seen while streaming.

    Only rows that were not refused for another reason are remembered, so a corrected copy of a refused row passes.
    Holds about 200 bytes per remembered row; for larger files compare in SQL.
    """

    def __init__(self):
        self._baris: dict[str, int] = {}

    def periksa(self, nomor: int, baris: Baris, temuan: Sequence[Temuan]) -> Temuan | None:
        """The finding for row `nomor` when an earlier row holds the same pair; else remembers it and answers None."""
        if not baris.nik or not baris.program or (temuan and status_dari(temuan) == DITOLAK):
            return None
        pertama = self._baris.setdefault(baris.nik + baris.program, nomor)
        if pertama == nomor:
            return None
        return Temuan(
            "V-PRG-04",
            TOLAK,
            ("nik", "program"),
            f"Orang dan program yang sama sudah ada di baris {pertama} berkas ini. Hapus salah satu baris, atau perbaiki NIK-nya.",
        )
