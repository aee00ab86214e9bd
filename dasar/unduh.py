"""Handing out a stored document: only after the view has checked who asks, always as an event."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from dasar.jejak import Pelaku, catat
from dasar.models import Berkas
from dasar.subjek import sidik

# Shown in the browser; everything else is saved. Both kinds are made or checked by us (dasar.berkas).
_TAMPIL = {"application/pdf", "image/jpeg"}


_RENTANG = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_POTONGAN = 1 << 16


def rentang(request: HttpRequest | None, berkas: Berkas) -> tuple[int, int] | None:
    """(first byte, end) of the part that the request asks for (RFC 9110, Range and If-Range: one range); None for the whole.

    A part that lies outside the file gives an empty one: (size, size).
    """
    minta = request.headers.get("Range", "") if request is not None and request.method == "GET" else ""
    cocok = _RENTANG.fullmatch(minta)
    # The mark of the file is its content: what was begun is continued with the same bytes or not at all.
    if cocok is None or not any(cocok.groups()) or request.headers.get("If-Range", etag(berkas)) != etag(berkas):
        return None
    awal, akhir = cocok.groups()
    if not awal:
        return max(0, berkas.ukuran - int(akhir)), berkas.ukuran
    if int(awal) >= berkas.ukuran or akhir and int(akhir) < int(awal):
        return berkas.ukuran, berkas.ukuran
    return int(awal), min(int(akhir) + 1, berkas.ukuran) if akhir else berkas.ukuran


def etag(berkas: Berkas) -> str:
    return f'"{berkas.sha256}"'


def _sebagian(berkas: Berkas, awal: int, akhir: int) -> HttpResponseBase:
    if awal == akhir:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{berkas.ukuran}"})
    kepala = {"Content-Range": f"bytes {awal}-{akhir - 1}/{berkas.ukuran}", "Content-Length": str(akhir - awal)}
    return StreamingHttpResponse(_baca(berkas.jalur, awal, akhir), status=206, content_type=berkas.tipe, headers=kepala)


def _baca(jalur: Path, awal: int, akhir: int) -> Iterator[bytes]:
    with jalur.open("rb") as isi:
        isi.seek(awal)
        while awal < akhir and (potongan := isi.read(min(_POTONGAN, akhir - awal))):
            awal += len(potongan)
            yield potongan


def kirim(berkas: Berkas, *, oleh: Pelaku | None, nomor: str = "", request: HttpRequest | None = None) -> HttpResponseBase:
    """The document's bytes, with headers that keep the browser from guessing; the read is logged for a signed-in reader.

    `nomor`: the NIK or nomor KK that the document is about, when it is about one person or family. `request`: given, a
    broken download can be taken up again (Range).

    Behind a proxy that serves files itself (settings.SENDFILE_AWALAN) only the address of the file is answered.
    """
    if oleh is not None:
        catat(oleh, "unduh", "dasar_berkas", berkas.pk, berkas.wilayah, berkas.nama, subjek=sidik(nomor))
    if settings.SENDFILE_AWALAN:
        jawaban: HttpResponseBase = HttpResponse(content_type=berkas.tipe)
        jawaban["X-Accel-Redirect"] = f"{settings.SENDFILE_AWALAN}{berkas.sha256[:2]}/{berkas.sha256}"
        cara = "inline" if berkas.tipe in _TAMPIL else "attachment"
        jawaban["Content-Disposition"] = (
            f'{cara}; filename="{berkas.nama.encode("ascii", "ignore").decode().replace(chr(34), "")}"'
        )
    elif (bagian := rentang(request, berkas)) is not None:
        jawaban = _sebagian(berkas, *bagian)
    else:
        jawaban = FileResponse(
            berkas.jalur.open("rb"), as_attachment=berkas.tipe not in _TAMPIL, filename=berkas.nama, content_type=berkas.tipe
        )
    if request is not None:
        jawaban["Accept-Ranges"], jawaban["ETag"] = "bytes", etag(berkas)
    if jawaban.status_code == 206:
        jawaban["Content-Disposition"] = content_disposition_header(True, berkas.nama)
    jawaban["X-Content-Type-Options"] = "nosniff"
    jawaban["Cache-Control"] = "private, no-store"
    jawaban["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return jawaban
