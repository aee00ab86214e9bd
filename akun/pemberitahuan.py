"""Telling people: one sentence in the portal, gathered into one mail or message a day (domain.md 8, pains 3 and 7).

    beri_tahu([pengguna_id], "usulan", "Usulan Anda dinyatakan layak.", "/usulan-saya/")
    beri_tahu_nik(niks, "penetapan", "Nama Anda masuk penetapan November 2026.", "/data-saya/")

Both are one statement, whatever the number of recipients, and may stand inside the act that they tell of: undone with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from akun.alur import AKTIF
from akun.fungsi import F
from akun.models import Pemberitahuan
from dasar.catatan import samarkan
from dasar.jejak import Pelaku


@dataclass(frozen=True, slots=True)
class Jenis:
    """A kind of notice. `perihal` ends the sentence "Ada kabar tentang …" outside the portal, where nothing else is said;
    `segera`: does not wait for the daily digest."""

    nama: str
    perihal: str
    segera: bool = False


JENIS: dict[str, Jenis] = {
    "akun": Jenis("Akun", "akun Anda", segera=True),
    "usulan": Jenis("Usulan", "usulan Anda"),
    "sanggahan": Jenis("Sanggahan", "sanggahan yang menyangkut Anda", segera=True),
    "data": Jenis("Data", "data Anda"),
    "penetapan": Jenis("Penetapan", "hasil penetapan"),
    # Whoever loses aid hears of it before the counter of the hospital tells him.
    "penghentian": Jenis("Penghentian", "kepesertaan Anda", segera=True),
    "tugas": Jenis("Tugas", "pekerjaan Anda di portal"),
    "umum": Jenis("Umum", "layanan portal"),
}
PANJANG_MAKS = 300

_TANAM = """
insert into akun_pemberitahuan (penerima_id, jenis, kalimat, alamat, lewat)
select distinct {kolom}, %s, %s, %s, '' from {sumber}
"""
_AKUN = _TANAM.format(kolom="p.id", sumber="akun_pengguna p where p.id = any(%s) and p.is_active")
_WARGA = _TANAM.format(
    kolom="t.pengguna_id",
    sumber="akun_penugasan t join akun_pengguna p on p.id = t.pengguna_id and p.is_active"
    f" where t.nik = any(%s) and t.fungsi = '{F.WARGA}' and t.status = '{AKTIF}'",
)
# Told once until it is read: the same sentence unread says no more the second time.
_DARI = """
insert into akun_pemberitahuan (penerima_id, jenis, kalimat, alamat, lewat)
select s.penerima, %s, s.kalimat, s.alamat, '' from ({sumber}) s join akun_pengguna p on p.id = s.penerima and p.is_active
 where not exists (select from akun_pemberitahuan l where l.penerima_id = s.penerima and l.dibaca_pada is null
                   and l.kalimat = s.kalimat and l.alamat = s.alamat)
"""


def beri_tahu(penerima_ids: Iterable[int], jenis: str, kalimat: str, alamat: str = "") -> int:
    """Give each of these accounts one notice; a number twice, of nobody, or of a closed account gives none.

    `jenis` is a key of JENIS, `kalimat` plain Indonesian of at most 300 characters for the recipient's eyes (a number of
    sixteen digits in it is masked), `alamat` a path of this portal. Returns how many were told. Raises ValueError for a kind
    that is not declared, an empty or overlong sentence, and an address outside the portal.
    """
    return _tanam(_AKUN, list(penerima_ids), jenis, kalimat, alamat)


def beri_tahu_nik(niks: Iterable[str], jenis: str, kalimat: str, alamat: str = "") -> int:
    """The same for persons by NIK, as far as they are citizens with a verified account. Returns how many were reached.

    Whoever is not reached stands in the list for the RT (`usulan.kabar_rt`).
    """
    return _tanam(_WARGA, list(niks), jenis, kalimat, alamat)


def beri_tahu_dari(jenis: str, sumber: str, isi: list[object]) -> int:
    """Give a notice to each row of the query `sumber` (columns penerima, kalimat, alamat) with the parameters `isi`.

    For acts on many rows: the sentences are the caller's constants and name nobody. One that lies unread with its recipient is
    not repeated, as far as the scope lets it be seen. Returns how many were told. Raises ValueError for an unknown kind.
    """
    if jenis not in JENIS:
        raise ValueError(f"bukan jenis pemberitahuan: {jenis}")
    with connection.cursor() as kursor:
        kursor.execute(_DARI.format(sumber=sumber), [jenis, *isi])
        return kursor.rowcount


def _tanam(sql: str, siapa: list, jenis: str, kalimat: str, alamat: str) -> int:
    if jenis not in JENIS:
        raise ValueError(f"bukan jenis pemberitahuan: {jenis}")
    if not 0 < len(kalimat) <= PANJANG_MAKS:
        raise ValueError("kalimat pemberitahuan kosong atau terlalu panjang")
    if alamat and (not alamat.startswith("/") or alamat.startswith("//")):
        raise ValueError(f"bukan alamat portal: {alamat}")
    if not siapa:
        return 0
    with connection.cursor() as kursor:
        kursor.execute(sql, [jenis, samarkan(kalimat), alamat, siapa])
        return kursor.rowcount


def tandai_dibaca(*, oleh: Pelaku, nomor: Iterable[int] | None = None) -> int:
    """Mark own notices as read: these, or all. Returns how many were unread."""
    baris = Pemberitahuan.objects.terlihat_oleh(oleh).belum_dibaca()
    if nomor is not None:
        baris = baris.filter(pk__in=nomor)
    return baris.update(dibaca_pada=timezone.now())


def jumlah_belum_dibaca(pelaku: Pelaku | None, batas: int = 100) -> int:
    """How many notices are unread, counted up to `batas`."""
    return Pemberitahuan.objects.terlihat_oleh(pelaku).belum_dibaca()[:batas].count() if pelaku else 0
