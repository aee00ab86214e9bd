"""The programmes that an assignment may name (akun.bagian), asked for by path."""

from dtks.register.models import NONBANSOS, Program


def daftar() -> list[tuple[str, str]]:
    """(code, name) of the active programmes; being in the register without aid is none."""
    return list(Program.objects.filter(aktif=True).exclude(kode=NONBANSOS).values_list("kode", "nama"))
