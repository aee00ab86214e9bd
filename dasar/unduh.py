"""Handing out a stored document: only after the view has checked who asks, always as an event."""

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseBase

from dasar.jejak import Pelaku, catat
from dasar.models import Berkas
from dasar.subjek import sidik

# Shown in the browser; everything else is saved. Both kinds are made or checked by us (dasar.berkas).
_TAMPIL = {"application/pdf", "image/jpeg"}


def kirim(berkas: Berkas, *, oleh: Pelaku | None, nomor: str = "") -> HttpResponseBase:
    """The document's bytes, with headers that keep the browser from guessing; the read is logged for a signed-in reader.

    `nomor`: the NIK or nomor KK that the document is about, when it is about one person or family.

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
    else:
        jawaban = FileResponse(
            berkas.jalur.open("rb"), as_attachment=berkas.tipe not in _TAMPIL, filename=berkas.nama, content_type=berkas.tipe
        )
    jawaban["X-Content-Type-Options"] = "nosniff"
    jawaban["Cache-Control"] = "private, no-store"
    jawaban["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return jawaban
