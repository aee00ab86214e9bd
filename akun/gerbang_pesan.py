"""SMS and WhatsApp by a gateway that speaks the contract of docs/gerbang-pesan.md: one signed POST per message.

No gateway, no messages: then the portal offers e-mail only. In example mode without a gateway a message is a file in
DATA_DIR/pesan, as a mail is one in DATA_DIR/surel.
"""

import hashlib
import hmac
import json
import logging
import time
import urllib.error
import urllib.request
from enum import StrEnum

from django.conf import settings

log = logging.getLogger(__name__)

VERSI = 1
DETIK = 5  # a page waits for it
UPAYA = 2


class Hasil(StrEnum):
    TERKIRIM = "terkirim"
    DITOLAK = "ditolak"  # for good: no such number, a wrong key
    TUNDA = "tunda"  # try again later, with the same idempotency key


class _TanpaAlih(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None  # a signed message goes to the address that was set, or nowhere


def tersedia() -> bool:
    """Whether messages can be sent at all."""
    return bool(settings.GERBANG_PESAN_URL and settings.GERBANG_PESAN_KUNCI) or settings.MODE_CONTOH


def tanda_tangan(kunci: str, waktu: str, idempotensi: str, badan: bytes) -> str:
    """HMAC-SHA256 over time, idempotency key and body, joined by points; in hexadecimal."""
    return hmac.new(kunci.encode(), f"{waktu}.{idempotensi}.".encode() + badan, hashlib.sha256).hexdigest()


def kirim(tujuan: str, teks: str, *, jenis: str, idempotensi: str) -> Hasil:
    """Hand one message over; `tujuan` in international form (+62…), `jenis` 'kode' or 'kabar'.

    Tries twice where the gateway is busy or gone; whoever calls may try later with the same `idempotensi`, and nobody gets
    the message twice. Never raises for what the gateway does; the log says what it was, without number and text.
    """
    if not (settings.GERBANG_PESAN_URL and settings.GERBANG_PESAN_KUNCI):
        return _tulis_berkas(tujuan, teks, idempotensi) if settings.MODE_CONTOH else Hasil.DITOLAK
    badan = json.dumps({"versi": VERSI, "tujuan": tujuan, "teks": teks, "jenis": jenis}, ensure_ascii=False).encode()
    hasil = Hasil.TUNDA
    for _ in range(UPAYA):
        hasil = _satu_upaya(badan, idempotensi)
        if hasil != Hasil.TUNDA:
            break
    return hasil


def _satu_upaya(badan: bytes, idempotensi: str) -> Hasil:
    waktu = str(int(time.time()))
    kepala = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": idempotensi,
        "X-Portal-Waktu": waktu,
        "X-Portal-Tanda": f"v{VERSI}={tanda_tangan(settings.GERBANG_PESAN_KUNCI, waktu, idempotensi, badan)}",
    }
    minta = urllib.request.Request(settings.GERBANG_PESAN_URL, badan, kepala, method="POST")
    try:
        with urllib.request.build_opener(_TanpaAlih).open(minta, timeout=DETIK):
            return Hasil.TERKIRIM
    except urllib.error.HTTPError as galat:
        galat.close()
        if galat.code == 409:  # the same key: it has this message already
            return Hasil.TERKIRIM
        log.warning("gerbang pesan menjawab %d", galat.code)
        return Hasil.TUNDA if galat.code in (408, 425, 429) or galat.code >= 500 else Hasil.DITOLAK
    except OSError as galat:
        log.warning("gerbang pesan tidak terjangkau (%s)", type(galat).__name__)
        return Hasil.TUNDA


def _tulis_berkas(tujuan: str, teks: str, idempotensi: str) -> Hasil:
    wadah = settings.DATA_DIR / "pesan"
    wadah.mkdir(parents=True, exist_ok=True)
    nama = hashlib.sha256(idempotensi.encode()).hexdigest()[:16]
    (wadah / f"{int(time.time())}-{nama}.txt").write_text(f"Kepada: {tujuan}\n\n{teks}\n", "utf-8")
    return Hasil.TERKIRIM
