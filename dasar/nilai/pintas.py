"""The shortcut for rows that no rule can object to: nearly all rows of a village's file.

Most rules judge one value, or a few values that stand together in row after row, so their answer is remembered by cell and
they are not asked again. What is remembered is the answer of the rule itself, asked about a row that holds nothing else.
The shortcut can only say "nothing to find": a cell that is not known as good sends the row the long way (`Pemeriksa`), and
a rule that this module does not name is asked about every row. That both ways agree is tested on spoilt rows.
"""

from collections.abc import Callable, Sequence
from datetime import date

from .bentuk import MENDUA, Aturan, Baris, Ingatan, Konteks
from .daftar import TAK_TERBACA
from .kelengkapan import PANJANG, disabilitas_lengkap, hamil_wajar, tidak_terlalu_panjang, wajib_terisi
from .kolom import KUNCI_WAJIB
from .nik import (
    HARI_PEREMPUAN,
    hari_terbit,
    kk_16_angka,
    kk_bukan_nik,
    kk_daerah_domisili,
    kk_tanggal_terbit,
    nik_16_angka,
    nik_bukan_angka_kembar,
    nik_cocok_jenis_kelamin,
    nik_cocok_tanggal_lahir,
    nik_daerah_domisili,
    nik_kabupaten_kecamatan_ada,
    nik_nomor_urut,
    nik_provinsi_ada,
    nik_tanggal_ada,
    urai_lahir,
)
from .orang import (
    UMUR_TERTINGGI,
    nama_ibu_wajar,
    nama_polos,
    nama_wajar,
    pekerjaan_bukan_pegawai_negara,
    tanggal_lahir_wajar,
)
from .sel import baca_tanggal_lahir
from .tempat import wilayah_desa_ini

Tanya = tuple[tuple[Callable, Aturan], ...]

# Rules that a cell known as good passes.
_ATURAN_TETAP = (wilayah_desa_ini, disabilitas_lengkap, hamil_wajar)
_SEL = {*_ATURAN_TETAP, wajib_terisi, pekerjaan_bukan_pegawai_negara}
# Rules that the first six digits of NIK or KK settle.
_AWAL = {nik_16_angka, nik_bukan_angka_kembar, nik_provinsi_ada, nik_kabupaten_kecamatan_ada, nik_daerah_domisili}
_AWAL |= {kk_16_angka, kk_daerah_domisili}
# Rules that a glance at the whole row settles; in doubt (a name with an apostrophe is no rarity) these alone are asked.
_RAGU = {nik_tanggal_ada, nik_cocok_jenis_kelamin, nik_cocok_tanggal_lahir, nik_nomor_urut, kk_bukan_nik, kk_tanggal_terbit}
_RAGU |= {nama_wajar, nama_ibu_wajar, tanggal_lahir_wajar, tidak_terlalu_panjang, *_AWAL}
_DIKENAL = _SEL | _RAGU
_PENDEK = min(PANJANG.values())
# The last cells of version 1, which neighbours share: key -> memory that reads it.
_TETAP = {
    **dict.fromkeys(("rt", "rw"), "rt"),
    **dict.fromkeys(("provinsi", "kabupaten", "kecamatan", "desa"), "teks"),
    "disabilitas": "ya_tidak",
    "kode_disabilitas": "disabilitas",
    "hamil": "ya_tidak",
    "tanggal_mulai_hamil": "tanggal",
}


def _diterima(konteks: Konteks, aturan: Sequence[Callable], **nilai) -> bool:
    """None of these rules objects to a row that holds only `nilai`."""
    b = Baris()
    for kunci, isi in nilai.items():
        setattr(b, kunci, isi)
    return all(periksa(b, konteks) is None for periksa in aturan)


class Pintas:
    """Reads the rows of one table whose every cell is known as good.

    `ambil` takes the cells of KUNCI_V1 out of a row (None when they are the whole row), `tambahan` names the version-2
    columns with their places and memories, `aturan` are the rules of this table. The konteks holds the memories by which
    `Pemeriksa` reads cells.
    """

    def __init__(
        self,
        konteks: Konteks,
        ambil: Callable | None,
        tambahan: Sequence[tuple[str, int, Ingatan]],
        aturan: Sequence[Aturan],
    ):
        self.konteks, self.ambil, self.tambahan = konteks, ambil, tambahan
        # Where the table has version-2 columns, a named rule that reads one of them is asked as well.
        baru = {kunci for kunci, _, _ in tambahan}
        dikenal = _DIKENAL if not baru else {a.periksa for a in aturan if a.periksa in _DIKENAL and baru.isdisjoint(a.kolom)}
        terbaca = [(satu.periksa, satu) for satu in aturan if not satu.pembacaan]
        self.sisa_ragu: Tanya = tuple(satu for satu in terbaca if satu[0] in _RAGU or satu[0] not in dikenal)
        self.sisa: Tanya = tuple(satu for satu in self.sisa_ragu if satu[0] not in dikenal)
        self.awal = Ingatan(self._awal)
        ingat = konteks.ingat
        self.hari_terbit = hari_terbit(konteks)
        self.tertua = date(konteks.hari_ini.year - UMUR_TERTINGGI, 1, 1)
        self.program = ingat("program_baik", self._sel("program"))
        self.jenis_kelamin = ingat("jenis_kelamin_baik", self._sel("jenis_kelamin"))
        self.status_kawin = ingat("status_kawin_baik", self._sel("status_kawin"))
        self.tempat_lahir = ingat("tempat_lahir_baik", self._sel("teks", "tempat_lahir", tidak_terlalu_panjang))
        self.pekerjaan = ingat(
            "pekerjaan_baik", self._sel("teks", "pekerjaan", tidak_terlalu_panjang, pekerjaan_bukan_pegawai_negara)
        )
        self.tetap = ingat("tetap_baik", self._tetap)

    def _awal(self, enam_angka: tuple[str, str]) -> Tanya:
        """The rules still to be asked when NIK and KK begin like this. To be born elsewhere is common (noted as V-NIK-09)."""
        nik, kk = enam_angka
        # Six digits three times make sixteen, all alike when the six are: the rule against such numbers then objects too.
        contoh = {"nik": (nik * 3)[:16], "nomor_kk": (kk * 3)[:16]}
        keberatan = {periksa for periksa in _AWAL if not _diterima(self.konteks, (periksa,), **contoh)}
        return tuple(satu for satu in self.sisa_ragu if satu in self.sisa or satu[0] in keberatan)

    def _sel(self, ingatan: str, kunci: str = "", *aturan: Callable):
        """The value of a required cell by the named memory; None when blank, unreadable or objected to."""
        baca = self.konteks.ingatan[ingatan]

        def nilai(sel):
            isi = baca[sel]
            baik = isi and isi is not TAK_TERBACA and (not aturan or _diterima(self.konteks, aturan, **{kunci: isi}))
            return isi if baik else None

        return nilai

    def _tetap(self, sel: tuple) -> tuple | None:
        """The typed values of the cells of _TETAP when all are good together.

        A pregnant person takes the long way, because that rule looks at sex and birth date as well.
        """
        isi = {kunci: self.konteks.ingatan[baca][satu] for (kunci, baca), satu in zip(_TETAP.items(), sel, strict=True)}
        terisi = all(isi[kunci] for kunci in _TETAP if kunci in KUNCI_WAJIB) and TAK_TERBACA not in isi.values()
        mendua = any(satu in MENDUA for satu in sel)
        baik = terisi and not mendua and not isi["hamil"] and _diterima(self.konteks, _ATURAN_TETAP, **isi)
        return tuple(isi.values()) if baik else None

    def baca(self, sel: Sequence) -> tuple[Baris, Tanya] | None:
        """The row and the rules still to be asked; None when one of its cells is not known as good."""
        nik, program, kk, nama, tempat, lahir, ibu, jk, kerja, kawin, alamat, *tetap = self.ambil(sel) if self.ambil else sel
        if not (
            type(nik) is type(kk) is type(nama) is type(ibu) is type(alamat) is str
            and len(nik) == 16 == len(kk) and (nomor := nik + kk).isascii() and nomor.isdigit()
        ):  # fmt: skip
            return None
        program = self.program[program]
        tempat = self.tempat_lahir[tempat]
        kerja = self.pekerjaan[kerja]
        kawin = self.status_kawin[kawin]
        jk = self.jenis_kelamin[jk]
        tetap = self.tetap[tuple(tetap)]
        if not (program and tempat and kerja and kawin and jk and tetap):
            return None
        tanggal, ringkas = baca_tanggal_lahir(lahir)
        nama, ibu, alamat = " ".join(nama.split()), " ".join(ibu.split()), " ".join(alamat.split())
        if not (ringkas and nama and ibu and alamat):
            return None
        b = Baris()
        b.nik = nik
        b.program = program
        b.nomor_kk = kk
        b.nama = nama
        b.tempat_lahir = tempat
        b.tanggal_lahir = tanggal
        b.lahir_ringkas = ringkas
        b.ibu_kandung = ibu
        b.jenis_kelamin = jk
        b.pekerjaan = kerja
        b.status_kawin = kawin
        b.alamat = alamat
        (
            b.rt, b.rw, b.provinsi, b.kabupaten, b.kecamatan, b.desa,
            b.disabilitas, b.kode_disabilitas, b.hamil, b.tanggal_mulai_hamil,
        ) = tetap  # fmt: skip
        for kunci, letak, ingatan in self.tambahan:
            isi = ingatan[sel[letak]]
            if isi is TAK_TERBACA:
                return None
            setattr(b, kunci, isi)
        if (
            nama_polos(nama, ibu) and len(nama) + len(ibu) + len(alamat) <= _PENDEK
            and self.tertua <= tanggal <= self.konteks.hari_ini
            and nik[6:12] == (ringkas if jk == "L" else HARI_PEREMPUAN[ringkas[:2]] + ringkas[2:])
            and nik[12:] != "0000" and nik != kk and kk[6:10] in self.hari_terbit[kk[10:12]]
        ):  # fmt: skip
            b.jk_nik, b.lahir_nik = jk, ringkas
            return b, self.awal[nik[:6], kk[:6]]
        b.jk_nik, b.lahir_nik = urai_lahir(nik[6:12])
        return b, self.sisa_ragu
