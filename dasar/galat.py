"""Refusals that a person can understand. Everything else is a defect and goes to the log with its request id."""

from contextvars import ContextVar

# The sentence of the last step that this thread was refused for want of a function: `dasar.penolakan` makes it an event,
# also where a page catches the refusal and shows it.
tidak_berwenang: ContextVar[str] = ContextVar("tidak_berwenang", default="")


class Ditolak(Exception):
    """An act refused for a reason that the user can mend.

    `pesan` is a plain Indonesian sentence that says what is wrong and what to do; `kode` names the rule (for the API
    and the tests); `rincian` lists further sentences, one per faulty item.
    """

    def __init__(self, pesan: str, kode: str = "ditolak", rincian: list[str] | None = None) -> None:
        super().__init__(pesan)
        self.pesan = pesan
        self.kode = kode
        self.rincian = rincian or []


class TidakBerwenang(Ditolak):
    """The function of the person does not include this step (Kepmensos 73/HUK/2024: one function each)."""

    def __init__(self, pesan: str = "Fungsi Anda tidak mencakup langkah ini.", kode: str = "tidak-berwenang") -> None:
        super().__init__(pesan, kode)
        tidak_berwenang.set(pesan)
