"""Plain questions that any reader can answer, and a script written for another site cannot.

A question is a list [kind, values…]: small, so that it fits into the token, and put into words only when it is shown, in the
language of the page. Answers are taken as digits or words, in either language, whatever the case.
"""

import re
import secrets

from django.utils.translation import gettext as _

_ANGKA_ID = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua-belas".split()
_ANGKA_EN = "zero one two three four five six seven eight nine ten eleven twelve".split()
_HARI_ID = "senin selasa rabu kamis jumat sabtu minggu".split()
_HARI_EN = "monday tuesday wednesday thursday friday saturday sunday".split()
_KATA = "PASAR SAWAH RUMAH JALAN KEBUN PANTAI GUNUNG SUNGAI BUKU LAMPU".split()
_BUKAN_HURUF = re.compile(r"[\W_]+")


def _acak(dari: int, sampai: int) -> int:
    return dari + secrets.randbelow(sampai - dari + 1)


def _beda(banyak: int, dari: int, sampai: int) -> list[int]:
    return secrets.SystemRandom().sample(range(dari, sampai + 1), banyak)


def soal_acak() -> list:
    """A new question."""
    jenis = secrets.choice(["tambah", "sisa", "besar", "hari", "huruf"])
    if jenis == "tambah":
        return [jenis, _acak(1, 6), _acak(1, 6)]
    if jenis == "sisa":
        sisa = _acak(1, 6)
        return [jenis, sisa + _acak(1, 4), sisa]
    if jenis == "besar":
        return [jenis, *_beda(3, 2, 60)]
    if jenis == "hari":
        return [jenis, secrets.randbelow(7)]
    return [jenis, secrets.randbelow(len(_KATA)), _acak(0, 1)]


def teks_soal(soal: list) -> str:
    """The question in the language of the page."""
    jenis, *nilai = soal
    if jenis == "tambah":
        return _("Berapa %(a)s ditambah %(b)s?") % {"a": _bilangan()[nilai[0]], "b": _bilangan()[nilai[1]]}
    if jenis == "sisa":
        isi = {"a": _bilangan()[nilai[0]], "b": _bilangan()[nilai[0] - nilai[1]]}
        return _("Ada %(a)s telur, pecah %(b)s. Tinggal berapa telur yang utuh?") % isi
    if jenis == "besar":
        return _("Mana angka yang paling besar: %(a)s, %(b)s, atau %(c)s?") % dict(zip("abc", nilai, strict=True))
    if jenis == "hari":
        return _("Hari apa sesudah hari %(hari)s?") % {"hari": _hari()[nilai[0]].capitalize()}
    kata = _KATA[nilai[0]]
    if nilai[1]:
        return _("Apa huruf terakhir dari kata %(kata)s?") % {"kata": kata}
    return _("Apa huruf pertama dari kata %(kata)s?") % {"kata": kata}


def _bilangan() -> list[str]:
    return _("nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh").split()


def _hari() -> list[str]:
    return _("senin selasa rabu kamis jumat sabtu minggu").split()


def benar(soal: list, jawaban: str) -> bool:
    """Whether the answer is right."""
    rapi = _BUKAN_HURUF.sub("", jawaban.casefold())
    return bool(rapi) and rapi.removeprefix("hari") in {_BUKAN_HURUF.sub("", j) for j in jawaban_benar(soal)}


def jawaban_benar(soal: list) -> list[str]:
    """Every answer that is taken, the shortest first."""
    jenis, *nilai = soal
    if jenis in ("tambah", "sisa"):
        n = nilai[0] + nilai[1] if jenis == "tambah" else nilai[1]
        return [str(n), _ANGKA_ID[n], _ANGKA_EN[n]]
    if jenis == "besar":
        return [str(max(nilai))]
    if jenis == "hari":
        n = (nilai[0] + 1) % 7
        return [_HARI_ID[n], _HARI_EN[n], *(["ahad"] if n == 6 else [])]
    kata = _KATA[nilai[0]].lower()
    return [kata[-1] if nilai[1] else kata[0]]
