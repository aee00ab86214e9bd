"""Log lines: one JSON object each, with the number of the request, and no personal number in clear."""

import json
import logging
import re
from datetime import UTC, datetime

from dasar.jejak import nomor_permintaan

# NIK, nomor KK and other runs of 16 digits, also dotted or spaced; whatever stands before or after, unlike a rule that
# checks the birth date inside: a mistyped NIK is as confidential as a right one.
_ENAM_BELAS = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")


def samarkan(teks: str) -> str:
    """`teks` with the middle eight of every 16-digit number replaced by `*`: `1209********0001`."""

    def samar(cocok: re.Match) -> str:
        angka = re.sub(r"\D", "", cocok[0])
        return f"{angka[:4]}{'*' * 8}{angka[-4:]}"

    return _ENAM_BELAS.sub(samar, teks)


class BarisJson(logging.Formatter):
    """`{"waktu", "tingkat", "asal", "nomor", "pesan"[, "jejak_galat"]}` on one line."""

    def format(self, record: logging.LogRecord) -> str:
        baris = {
            "waktu": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "tingkat": record.levelname,
            "asal": record.name,
            "nomor": nomor_permintaan.get(),
            "pesan": samarkan(record.getMessage()),
        }
        if record.exc_info:
            baris["jejak_galat"] = samarkan(self.formatException(record.exc_info))
        return json.dumps({k: v for k, v in baris.items() if v}, ensure_ascii=False)
