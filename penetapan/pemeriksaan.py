"""The register against its determinations: pointers, seals of the villages, chain of the months."""

from dataclasses import dataclass

from dtks.register.pemeriksaan import Pemeriksaan
from dtks.register.segel import akar_bulan, desa_tidak_cocok, rantai
from penetapan.models import Penetapan

_PETUNJUK = """
select {kunci}::text, v.wilayah_id, format('{apa} bulan %%s oleh penetapan nomor %%s bulan %%s', v.{bulan}, v.{kolom}, p.periode)
  from {tabel} v left join penetapan_penetapan p on p.id = v.{kolom}
 where v.{kolom} is not null and (p.id is null or p.periode <> v.{bulan})"""

_TABEL = (
    ("orang", "dtks_individu", "nik"),
    ("keluarga", "dtks_keluarga", "nomor_kk"),
    ("kepesertaan", "dtks_kepesertaan", "nik"),
)

# Every version names the determinations that opened and closed it, and its months are theirs (Pasal 12(3)).
PETUNJUK: tuple[Pemeriksaan, ...] = tuple(
    Pemeriksaan(
        "",
        f"Versi {nama} menunjuk penetapan bulannya",
        " union all ".join(
            _PETUNJUK.format(tabel=tabel, kunci=kunci, kolom=kolom, bulan=bulan, apa=apa)
            for kolom, bulan, apa in (("dibuka", "dari", "dibuka"), ("ditutup", "sampai", "ditutup"))
        ),
    )
    for nama, tabel, kunci in _TABEL
)


@dataclass(frozen=True, slots=True)
class SegelBulan:
    """Seals of one determination: villages whose versions no longer give their seal, and whether the chain holds."""

    penetapan: Penetapan
    desa: list[str]
    rantai_cocok: bool

    @property
    def cocok(self) -> bool:
        return self.rantai_cocok and not self.desa


def periksa_segel(sampai: int | None = None) -> list[SegelBulan]:
    """Recompute the seals of every determination up to a month, oldest first; a few statements each."""
    semua = Penetapan.objects.order_by("periode")
    if sampai is not None:
        semua = semua.filter(periode__lte=sampai)
    hasil, sebelum = [], b""
    for satu in semua:
        akar = bytes(satu.akar)
        hasil.append(SegelBulan(satu, desa_tidak_cocok(satu.pk), akar == rantai(sebelum, akar_bulan(satu.pk))))
        sebelum = akar
    return hasil
