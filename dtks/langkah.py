"""Progress of the start, one line a step: `3/7 Menerapkan migrasi ... ok 1,2 s`."""

import contextlib
import io
import sys
import time

JUMLAH = 7
_nomor = 0


@contextlib.contextmanager
def tampilkan(judul: str):
    """Print the step before and its duration after; yields a list whose last text is shown in place of `ok`."""
    global _nomor
    _nomor += 1
    print(f"{_nomor}/{JUMLAH} {judul} ... ", end="", flush=True)
    mulai, hasil = time.monotonic(), ["ok"]
    try:
        yield hasil
    except BaseException:
        print("GAGAL", flush=True)
        raise
    lama = f"{time.monotonic() - mulai:.1f}".replace(".", ",")
    print(f"{hasil[-1]} {lama} s", flush=True)


class Sisipan(io.TextIOBase):
    """Where a command that runs as a step prints: each of its lines stands indented under the step."""

    def write(self, teks: str) -> int:
        sys.stdout.write("".join(f"\n      {baris} " for baris in teks.splitlines()))
        sys.stdout.flush()
        return len(teks)
