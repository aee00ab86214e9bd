"""Family forms that were refused and touch persons of other villages: written down, and counted per officer.

Whoever types a NIK is told when that person is registered or proposed elsewhere (V-PRG-01, -02, -04, -06), so that two villages
can speak with each other. A form that is stored names who asked. One that is refused would leave no trace, and NIK could be tried
out: so each person of another village in it is an event, and after so many within an hour (`isian-orang-luar` in
settings.BATAS_PUBLIK) the officer is told what was mistyped, but nothing of what the portal knows (berdasarkan praktik).
"""

import contextlib
from collections.abc import Iterator

from dasar import pembatas
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import Pelaku, catat
from dasar.nilai import TOLAK
from dasar.subjek import sidik
from dtks.register.models import Individu, Padanan
from usulan.alur import TERBUKA
from usulan.galat import IsianDitolak
from usulan.models import Usulan

ISIAN_DITOLAK = "isian_ditolak"
BATAS = "isian-orang-luar"
# Findings that say what the register, the open proposals or the civil registry hold.
AWALAN = "V-PRG-"


@contextlib.contextmanager
def isian_dijaga(desa: str, *, oleh: Pelaku) -> Iterator[None]:
    """Around the act that may refuse a family form of the village `desa`; outside its transaction, which the refusal undoes.

    Passes IsianDitolak on, after the events. Raises TerlaluSering in its place once the officer's hour is used up and nothing
    that was mistyped is left to tell.
    """
    try:
        yield
    except IsianDitolak as galat:
        luar = _tercatat_di_luar(galat, desa)
        for nik, kode in luar.items():
            catat(oleh, ISIAN_DITOLAK, "usulan_usulan", None, desa, f"{kode}: orang di luar desa/kelurahan", subjek=sidik(nik))
        tunggu = pembatas.tunggu(BATAS, str(oleh.pengguna_id))
        if luar and not tunggu:
            try:
                pembatas.hitung(*[(BATAS, str(oleh.pengguna_id))] * len(luar))
            except pembatas.TerlaluSering as sering:
                tunggu = sering.tunggu
        if not tunggu:
            raise
        sisa = {n: [t for t in semua if not t.kode.startswith(AWALAN)] for n, semua in galat.temuan.items()}
        if any(t.tingkat == TOLAK for semua in sisa.values() for t in semua):
            raise IsianDitolak(sisa) from None
        raise pembatas.TerlaluSering(
            tunggu,
            "Isian Anda sudah terlalu sering menyangkut orang yang tercatat di desa/kelurahan lain. Isian ini tidak hilang:"
            f" kirim lagi setelah {-(-tunggu // 60)} menit, atau hubungi admin pengguna kabupaten/kota.",
        ) from None


def _tercatat_di_luar(galat: IsianDitolak, desa: str) -> dict[str, str]:
    """{NIK: codes} of the members about whom a finding speaks and who are known elsewhere than in `desa`."""
    kode = {
        nik: ",".join(dict.fromkeys(t.kode for t in galat.temuan.get(n, ()) if t.kode.startswith(AWALAN)))
        for n, nik in enumerate(galat.nik)
    }
    calon = [nik for nik, isi in kode.items() if isi]
    if not calon:
        return {}
    with seluruh_negeri():
        luar = {
            *Individu.objects.berlaku().filter(nik__in=calon).exclude(wilayah=desa).values_list("nik", flat=True),
            *Usulan.objects.filter(nik__in=calon, status__in=TERBUKA).exclude(wilayah=desa).values_list("nik", flat=True),
            *Padanan.objects.filter(nik__in=calon).exclude(wilayah=desa).values_list("nik", flat=True),
        }
    return {nik: kode[nik] for nik in calon if nik in luar}
