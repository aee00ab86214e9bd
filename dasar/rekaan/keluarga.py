"""Families: who lives together, how old they are, what they are called, how they live."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from .nama import Logat
from .sebaran import BOBOT_TARAF, SEBARAN, UMUM, Sebaran

# "Today" of the synthetic people: fixed, so that a seed means the same people every day.
TANGGAL_ACUAN = date(2026, 11, 1)

_SERI = 9_999  # serials 0001-9999; 0000 marks a non-standard NIK
_KEC = 99
_KURSI = 8  # slots of a family: head, spouse, five children, one parent
JUMLAH_NOMOR = 10 * _KEC * _SERI  # family numbers; KK digits 10-19 hold them all, NIK digits 20-99 their eight slots each

_JUMLAH_ANAK = (1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 5)
_ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_KERJA_ISTRI = ("BURUH TANI/PERKEBUNAN", "PEDAGANG", "BURUH HARIAN LEPAS", "WIRASWASTA", "PEMBANTU RUMAH TANGGA")
_TIDAK_KERJA = "BELUM/TIDAK BEKERJA"
_RUMAH_TANGGA = "MENGURUS RUMAH TANGGA"
_PELAJAR = "PELAJAR/MAHASISWA"


@dataclass(slots=True)
class OrangRekaan:
    """One person. Codes are those of dasar.nilai.daftar: `shdk` of the family card, `pendidikan` of the list "ijazah";
    `kode_disabilitas` '' = none. `program` holds what the person receives, of PKH, BPNT and PBI."""

    nik: str
    nama: str
    jenis_kelamin: str
    tempat_lahir: str
    tanggal_lahir: date
    ibu_kandung: str
    shdk: str
    status_kawin: str
    pendidikan: str
    pekerjaan: str
    kode_disabilitas: str
    mulai_hamil: date | None
    program: tuple[str, ...]


@dataclass(slots=True)
class KeluargaRekaan:
    """One family; `anggota[0]` is its head. `kriteria` answers sk0..sk9 (True = Ya). `taraf` runs from 0 (poorest) to 1."""

    nomor: int
    nomor_kk: str
    desa: str
    alamat: str
    rt: str
    rw: str
    lintang: float | None
    bujur: float | None
    kriteria: tuple[bool, ...]
    taraf: float
    anggota: list[OrangRekaan]

    @property
    def pengurus(self) -> OrangRekaan:
        """Who holds the card of PKH and BPNT: the wife, or the head where there is none (practice of both programmes)."""
        return self.anggota[1] if len(self.anggota) > 1 and self.anggota[1].shdk == "3" else self.anggota[0]


class _Hari(dict):
    """ordinal -> (date, 'DDMMYY', the same with the day + 40); the few ten thousand days of a life are asked for often."""

    def __missing__(self, ordinal: int) -> tuple[date, str, str]:
        hari = date.fromordinal(ordinal)
        ekor = f"{hari.month:02d}{hari.year % 100:02d}"
        self[ordinal] = nilai = (hari, f"{hari.day:02d}{ekor}", f"{hari.day + 40}{ekor}")
        return nilai


_HARI = _Hari()


def _wilayah(indeks: int, kab_awal: int) -> str:
    return f"99{kab_awal + indeks // _KEC:02d}{indeks % _KEC + 1:02d}"


class _Penyusun:
    """Builds families one after another; holds what they share, so that the inner part reads locals."""

    def __init__(self, pada: date):
        self.acak = Random()
        self.r = self.acak.random
        self.pada = pada.toordinal()

    def orang(
        self,
        kursi: int,
        nama: str,
        perempuan: bool,
        umur: int,
        ibu: str,
        shdk: str,
        kawin: str,
        kerja: str,
        s: Sebaran,
        taraf: float,
    ) -> OrangRekaan:
        r = self.r
        lahir, lelaki_angka, perempuan_angka = _HARI[self.pada - int((umur + 0.02 + 0.96 * r()) * 365.2425)]
        indeks, seri = divmod(kursi, _SERI)
        nik = f"{_wilayah(indeks, 20)}{perempuan_angka if perempuan else lelaki_angka}{seri + 1:04d}"
        tempat = s.tempat_lahir
        cacat = r()
        return OrangRekaan(
            nik,
            nama,
            "P" if perempuan else "L",
            tempat[int(r() * len(tempat))],
            lahir,
            ibu,
            shdk,
            kawin,
            _pendidikan(umur, taraf, r()),
            kerja,
            str(int(cacat * 800) + 1) if cacat < 0.015 else "",
            None,
            (),
        )

    def keluarga(self, nomor: int, benih: int, desa: str) -> KeluargaRekaan:
        # Seeding per family costs some microseconds and makes each family independent of how the work is divided.
        self.acak.seed((benih << 40) + nomor)
        r = self.r
        s = SEBARAN.get(desa[:4], UMUM)
        taraf = r()
        anggota = self._anggota(nomor * _KURSI, s, s.logat[int(r() * len(s.logat))], taraf)
        bekerja = anggota[0].pekerjaan not in (_TIDAK_KERJA, _RUMAH_TANGGA)
        indeks, seri = divmod(nomor, _SERI)
        terbit = _HARI[self.pada - 30 - int(r() * 5000)][1]
        nomor_kk = f"{_wilayah(indeks, 10)}{terbit}{seri + 1:04d}"
        if s.kampung:
            alamat = s.kampung[int(r() * len(s.kampung))]
        else:
            alamat = f"{'LINGKUNGAN' if desa[6:7] == '1' else 'DUSUN'} {_ROMAWI[int(r() * 8)]}"
        lintang, bujur = s.titik or (None, None)
        if lintang is not None:
            lintang, bujur = round(lintang + (2 * r() - 1) * s.jari, 6), round(bujur + (2 * r() - 1) * s.jari, 6)
        k = KeluargaRekaan(
            nomor,
            nomor_kk,
            desa,
            alamat,
            f"{int(r() * 12) + 1:03d}",
            f"{int(r() * 6) + 1:03d}",
            lintang,
            bujur,
            self._kriteria(1 - taraf, bekerja),
            taraf,
            anggota,
        )
        self._program(k, s)
        return k

    def _anggota(self, kursi: int, s: Sebaran, logat: Logat, taraf: float) -> list[OrangRekaan]:
        r, orang, nama = self.r, self.orang, logat.nama
        corak = r()
        marga = logat.marga_baru(r)
        sendiri = corak >= 0.93
        janda = 0.80 <= corak < 0.90 or (sendiri and r() < 0.6)
        duda = 0.90 <= corak < 0.93
        if sendiri:
            umur = 55 + int(33 * r())
        elif 0.70 <= corak < 0.80:  # a couple without children at home: just married or long after
            umur = 22 + int(7 * r()) if r() < 0.3 else 55 + int(25 * r())
        else:
            umur = 24 + int(18 * r() + 20 * r())
        kepala_perempuan = janda
        bersama_ibu = not sendiri and r() < 0.08
        # Both before the head: a mother in the house is the one that the head's mother's name means.
        ibu_kepala = nama(r, True, logat.marga_baru(r))
        nama_kepala = _nama_beda(logat, r, kepala_perempuan, marga, ibu_kepala)
        kawin = "KAWIN"
        if sendiri or janda or duda:
            kawin = "CERAI MATI" if umur > 50 or r() < 0.5 else "CERAI HIDUP"
            if sendiri and r() < 0.06:
                kawin = "BELUM KAWIN"
        hasil = [
            orang(
                kursi,
                nama_kepala,
                kepala_perempuan,
                umur,
                ibu_kepala,
                "1",
                kawin,
                self._kerja(s, umur, kepala_perempuan),
                s,
                taraf,
            )
        ]
        if sendiri:
            return hasil
        nama_ibu, umur_ibu = nama_kepala, umur
        if not janda:
            umur_ibu = max(18, umur - int(8 * r()) + 2)
            asal = nama(r, True, logat.marga_baru(r))
            nama_ibu = _nama_beda(logat, r, True, logat.marga_baru(r), asal)
            if not duda:
                kerja = _RUMAH_TANGGA if r() < 0.68 else _KERJA_ISTRI[int(r() * 5)]
                hasil.append(orang(kursi + 1, nama_ibu, True, umur_ibu, asal, "3", "KAWIN", kerja, s, taraf))
        if not 0.70 <= corak < 0.80:
            termuda, tertua = max(0, umur_ibu - 42), min(umur_ibu - 18, umur - 16, 24)
            marga_anak = "" if janda else marga
            if tertua >= termuda:
                jumlah = _JUMLAH_ANAK[int(r() * 13)]
                umur_anak = sorted((termuda + int((tertua - termuda + 1) * r()) for _ in range(jumlah)), reverse=True)
                marga_anak = marga_anak or logat.marga_baru(r)
                for ke, usia in enumerate(umur_anak, start=2):
                    perempuan = r() < 0.49
                    panggilan = _nama_beda(logat, r, perempuan, marga_anak, nama_ibu)
                    kerja = self._kerja_anak(usia, s)
                    hasil.append(orang(kursi + ke, panggilan, perempuan, usia, nama_ibu, "4", "BELUM KAWIN", kerja, s, taraf))
        if bersama_ibu and umur < 70:
            nenek = _nama_beda(logat, r, True, marga, ibu_kepala)
            usia = min(96, umur + 18 + int(16 * r()))
            hasil.append(
                orang(kursi + 7, ibu_kepala, True, usia, nenek, "7", "CERAI MATI", self._kerja(s, usia, True), s, taraf)
            )
        return hasil

    def _kerja(self, s: Sebaran, umur: int, perempuan: bool) -> str:
        r = self.r
        if umur >= 66 and r() < 0.65:
            return _RUMAH_TANGGA if perempuan else _TIDAK_KERJA
        if perempuan and r() < 0.3:
            return _RUMAH_TANGGA
        return _TIDAK_KERJA if r() < 0.06 else s.pekerjaan[int(r() * len(s.pekerjaan))]

    def _kerja_anak(self, umur: int, s: Sebaran) -> str:
        if umur < 6:
            return _TIDAK_KERJA
        acak = self.r()
        if umur < 16 or (umur < 19 and acak < 0.8):
            return _PELAJAR
        return _TIDAK_KERJA if acak < 0.45 else s.pekerjaan[int(self.r() * len(s.pekerjaan))]

    def _kriteria(self, miskin: float, bekerja: bool) -> tuple[bool, ...]:
        """sk0..sk9 (domain list of Kepmensos 262/HUK/2022 and the village form): the poorer, the likelier the poor answer."""
        r = self.r
        return (
            r() < 0.995,
            r() < 0.10 + 0.55 * miskin,
            r() < 0.92 - 0.50 * miskin,
            r() < 0.06 + 0.55 * miskin,
            r() < 0.25 + 0.60 * miskin,
            bekerja,
            r() < 0.12 + 0.55 * miskin,
            r() < 0.10 + 0.55 * miskin,
            r() < 0.97 - 0.45 * miskin,
            r() < 0.20,
        )

    def _program(self, k: KeluargaRekaan, s: Sebaran) -> None:
        r = self.r
        dasar = BOBOT_TARAF * k.taraf
        undi = 1 - BOBOT_TARAF
        pengurus = k.pengurus
        if pengurus.shdk == "3" and self.pada - pengurus.tanggal_lahir.toordinal() < 42 * 365 and r() < 0.06:
            pengurus.mulai_hamil = _HARI[self.pada - 30 - int(r() * 200)][0]
        keluarga = ()
        if dasar + undi * r() < s.ambang_pkh and self._berkomponen(k):
            keluarga = ("PKH",)
        if dasar + undi * r() < s.ambang_bpnt:
            keluarga = (*keluarga, "BPNT")
        pbi = ("PBI",) if dasar + undi * r() < s.ambang_pbi else ()
        for orang in k.anggota:
            orang.program = (*keluarga, *pbi) if orang is pengurus else pbi

    def _berkomponen(self, k: KeluargaRekaan) -> bool:
        """Whether the family has what PKH asks for: pregnancy, a child up to school leaving, age from 60, disability."""
        balita, lansia = self.pada - 6 * 365, self.pada - 60 * 365
        return any(
            o.mulai_hamil or o.kode_disabilitas or o.pekerjaan == _PELAJAR or not balita > o.tanggal_lahir.toordinal() > lansia
            for o in k.anggota
        )


def _nama_beda(logat: Logat, r, perempuan: bool, marga: str, ibu: str) -> str:
    """A name that is not the mother's: equal names are a finding of the checker (V-PRG-10), not ordinary life."""
    nama = logat.nama(r, perempuan, marga)
    while nama == ibu:
        nama = logat.nama(r, perempuan, marga)
    return nama


def _pendidikan(umur: int, taraf: float, acak: float) -> str:
    if umur < 12:
        return "0"
    tamat = acak * 0.7 + taraf * 0.3 - (0.25 if umur > 50 else 0.0)
    tingkat = (
        0 if tamat < 0.10 else 1 if tamat < 0.40 else 2 if tamat < 0.58 else 3 if tamat < 0.92 else 4 if tamat < 0.96 else 5
    )
    return str(min(tingkat, 1 if umur < 15 else 2 if umur < 18 else 3 if umur < 22 else 5))


def keluarga_rekaan(
    desa: Sequence[str], jumlah: int, *, benih: int, nomor_awal: int = 0, pada: date = TANGGAL_ACUAN
) -> Iterator[KeluargaRekaan]:
    """`jumlah` families for the villages `desa` (ten-digit codes), dealt out in turn; numbers from `nomor_awal` on.

    Continue a run with `nomor_awal` + `jumlah`; never use a number twice in one database, then no NIK or KK repeats,
    whatever the seeds. `pada` is the day on which the ages hold; pass today where pregnancies must be current.

    Raises `ValueError` without a village, or beyond `JUMLAH_NOMOR`.
    """
    if not desa:
        raise ValueError("Tidak ada desa.")
    if not 0 <= nomor_awal <= nomor_awal + jumlah <= JUMLAH_NOMOR:
        raise ValueError(f"Nomor keluarga hanya 0 sampai {JUMLAH_NOMOR - 1}.")
    penyusun = _Penyusun(pada)
    for nomor in range(nomor_awal, nomor_awal + jumlah):
        yield penyusun.keluarga(nomor, benih, desa[nomor % len(desa)])
