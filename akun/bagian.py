"""What an assignment may narrow beside its area: the programmes of a technical officer or of another ministry's official, the
kecamatan of a verifikator (akun.fungsi.Fungsi.bagian; domain.md 2.2, berdasarkan praktik).

A person narrowed by programme sees participation in those programmes only, and counts of them. A verifikator with a list decides
on what lies in those kecamatan only; without one, on the whole kab/kota.
"""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from akun.fungsi import FUNGSI, KECAMATAN_TERTENTU, PROGRAM
from akun.models import Penugasan
from dasar.galat import Ditolak
from wilayah.models import Tingkat, Wilayah


def daftar_program() -> list[tuple[str, str]]:
    """(code, name) of the programmes that an assignment may name. They stand above this app: settings.DAFTAR_PROGRAM names them
    by path."""
    daftar: Callable[[], list[tuple[str, str]]] = import_string(settings.DAFTAR_PROGRAM)
    return daftar()


def daftar_kecamatan(wilayah: str) -> list[tuple[str, str]]:
    """(code, name) of the kecamatan below a kab/kota."""
    baris = Wilayah.objects.berlaku().filter(induk=wilayah, tingkat=Tingkat.KECAMATAN).order_by("nama", "kode")
    return [(w.kode, w.nama) for w in baris]


def periksa_bagian(fungsi: str, wilayah: Wilayah, program: Iterable[str], kecamatan: Iterable[str]) -> None:
    """The lists fit the function and the area.

    Raises Ditolak: `program-kosong`, `program-tidak-dikenal`, `program-bukan-tempatnya`, `kecamatan-bukan-tempatnya`,
    `kecamatan-di-luar`.
    """
    uraian, program, kecamatan = FUNGSI[fungsi], set(program), set(kecamatan)
    if uraian.bagian == PROGRAM and not program:
        raise Ditolak(f"Pilih paling sedikit satu program untuk {uraian.nama}.", "program-kosong")
    if uraian.bagian != PROGRAM and program:
        raise Ditolak(f"Program tidak dipakai untuk {uraian.nama}. Kosongkan pilihannya.", "program-bukan-tempatnya")
    if uraian.bagian != KECAMATAN_TERTENTU and kecamatan:
        raise Ditolak(f"Kecamatan tidak dipilih untuk {uraian.nama}. Kosongkan pilihannya.", "kecamatan-bukan-tempatnya")
    if asing := program - {kode for kode, _ in daftar_program()}:
        raise Ditolak(f"Program {', '.join(sorted(asing))} tidak dikenal atau tidak aktif.", "program-tidak-dikenal")
    if asing := kecamatan - {kode for kode, _ in daftar_kecamatan(wilayah.pk)}:
        raise Ditolak(f"Kecamatan {', '.join(sorted(asing))} tidak berada di {wilayah.nama}.", "kecamatan-di-luar")


def sebut_bagian(penugasan: Penugasan) -> list[tuple[str, str]]:
    """What narrows the assignment in words, as rows of a page: nothing, its programmes, or its kecamatan."""
    match FUNGSI[penugasan.fungsi].bagian:
        case "program":
            nama = dict(daftar_program())
            return [("Program", ", ".join(nama.get(kode, kode) for kode in penugasan.program))]
        case "kecamatan":
            nama = dict(Wilayah.objects.filter(pk__in=penugasan.kecamatan).values_list("kode", "nama"))
            isi = ", ".join(nama.get(kode, kode) for kode in penugasan.kecamatan)
            return [("Kecamatan", isi or "Seluruh kecamatan di wilayahnya")]
    return []
