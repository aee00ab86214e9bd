"""Telling other systems (webhooks): signed messages with counts and numbers, repeated until they arrive, written down.

A message is queued in the transaction of what it tells of, so it is never about something that did not happen. It may arrive
twice or late; its `nomor` stays the same. The contract stands in docs/api.md.
"""

import datetime as dt
import hashlib
import hmac
import http.client
import ipaddress
import json
import secrets
import socket
import ssl
import time
import uuid
from collections.abc import Collection
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from akun.akses import penugasan_kini
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, catat
from dasar.rahasia import buka_rahasia, segel_rahasia
from penetapan.models import Penetapan
from penggunaan.laporan import boleh_melihat
from penggunaan.models import AlamatKabar, Kejadian, KirimanKabar

TABEL = "penggunaan_alamatkabar"
KEPALA = "DTKS-Tanda-Tangan"
MAKS_ALAMAT = 5
TENGGAT = 5
# How long after each try that failed; after the last the message is given up.
JEDA = tuple(dt.timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720))
SEKALIGUS = 50
_UNTUK = "penggunaan.kabar"


@transaction.atomic
def daftarkan(url: str, kejadian: Collection[str], *, oleh: Pelaku) -> tuple[AlamatKabar, str]:
    """A new address, and the secret of its signatures, whole for this once.

    Raises Ditolak for an address that is no https address of the open Internet (`alamat`), without an event (`kejadian`),
    and beyond MAKS_ALAMAT (`terlalu-banyak`).
    """
    periksa_alamat(url)
    if not kejadian or not set(kejadian) <= set(Kejadian.values):
        raise Ditolak("Pilih paling sedikit satu kejadian.", "kejadian")
    if AlamatKabar.objects.filter(pengguna=oleh.pengguna_id, dihentikan_pada=None).count() >= MAKS_ALAMAT:
        raise Ditolak(f"Sudah ada {MAKS_ALAMAT} alamat. Hentikan yang tidak dipakai lagi.", "terlalu-banyak")
    rahasia = secrets.token_urlsafe(32)
    alamat = AlamatKabar.objects.create(
        pengguna_id=oleh.pengguna_id,
        url=url,
        kejadian=sorted(kejadian),
        rahasia=segel_rahasia(_UNTUK, rahasia.encode(), url),
    )
    catat(oleh, "daftar_kabar", TABEL, alamat.pk, oleh.wilayah, urlsplit(url).hostname or "")
    return alamat, rahasia


@transaction.atomic
def hentikan(nomor: int, *, oleh: Pelaku) -> None:
    """Tell this address no more; what waits for it is given up. Raises Ditolak for one that is not the actor's."""
    kini = timezone.now()
    if not AlamatKabar.objects.filter(pk=nomor, pengguna=oleh.pengguna_id, dihentikan_pada=None).update(dihentikan_pada=kini):
        raise Ditolak("Alamat itu sudah dihentikan.", "tidak-ada")
    menunggu = KirimanKabar.objects.filter(alamat=nomor, keadaan=KirimanKabar.Keadaan.MENUNGGU)
    menunggu.update(keadaan=KirimanKabar.Keadaan.GAGAL, selesai_pada=kini, jawaban="dihentikan")
    catat(oleh, "henti_kabar", TABEL, nomor, oleh.wilayah)


def periksa_alamat(url: str) -> list[str]:
    """The addresses in the network behind `url`. Raises Ditolak for what is not https on the open Internet: the portal must
    not be made to knock on doors inside its own house.
    """
    bagian = urlsplit(url)
    if bagian.scheme != "https" or not bagian.hostname or bagian.username or len(url) > 300:
        raise Ditolak("Alamat ditulis lengkap dan diawali https://.", "alamat")
    try:
        ketemu = {info[4][0] for info in socket.getaddrinfo(bagian.hostname, bagian.port or 443, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError, ValueError) as galat:
        raise Ditolak("Nama tuan rumah alamat itu tidak ditemukan.", "alamat") from galat
    if not ketemu or not all(ipaddress.ip_address(a.split("%")[0]).is_global for a in ketemu):
        raise Ditolak("Alamat harus terbuka di Internet, bukan alamat dalam jaringan.", "alamat")
    return sorted(ketemu)


def antrekan(kejadian: Kejadian, data: dict, *, pengguna: int | None = None) -> int:
    """Queue a message for every address that wants this event, in the caller's transaction; `pengguna` narrows it to one
    account. `data` holds counts and numbers only. Returns how many.
    """
    alamat = AlamatKabar.objects.filter(dihentikan_pada=None, kejadian__contains=[kejadian])
    if pengguna is not None:
        alamat = alamat.filter(pengguna=pengguna)
    kini = timezone.now().isoformat()
    baru = []
    for a in alamat:
        nomor = uuid.uuid4()
        isi = {"nomor": str(nomor), "kejadian": str(kejadian), "pada": kini, "data": data}
        baru.append(KirimanKabar(alamat=a, nomor=nomor, kejadian=kejadian, isi=isi))
    return len(KirimanKabar.objects.bulk_create(baru))


def setelah_penetapan(penetapan: Penetapan) -> None:
    """Called by each determination (settings.SETELAH_PENETAPAN)."""
    antrekan(
        Kejadian.PENETAPAN,
        {
            "penetapan": penetapan.pk,
            "periode": penetapan.periode,
            "nomor_sk": penetapan.nomor_sk,
            "jumlah_masuk": penetapan.jumlah_masuk,
            "jumlah_keluar": penetapan.jumlah_keluar,
            "jumlah_aktif": penetapan.jumlah_aktif,
        },
    )


def kirim_jatuh() -> int:
    """Send what is due, each message once at a time however many workers run. Returns how many arrived."""
    sampai = 0
    for _ in range(SEKALIGUS):
        kiriman = _ambil()
        if kiriman is None:
            break
        sampai += _kirim(kiriman)
    return sampai


@transaction.atomic
def _ambil() -> KirimanKabar | None:
    """The next message, its following try already written down: a worker that dies leaves it to be tried again."""
    jatuh = KirimanKabar.objects.filter(keadaan=KirimanKabar.Keadaan.MENUNGGU, berikutnya_pada__lte=timezone.now())
    kiriman = jatuh.order_by("berikutnya_pada", "pk").select_for_update(skip_locked=True).first()
    if kiriman is None:
        return None
    kiriman.berikutnya_pada = timezone.now() + JEDA[min(kiriman.percobaan, len(JEDA) - 1)]
    kiriman.percobaan += 1
    kiriman.save(update_fields=["percobaan", "berikutnya_pada"])
    return kiriman


def _kirim(kiriman: KirimanKabar) -> bool:
    alamat = AlamatKabar.objects.select_related("pengguna").get(pk=kiriman.alamat_id)
    penugasan = penugasan_kini(alamat.pengguna) if alamat.pengguna.is_active else None
    if penugasan is None or not boleh_melihat(penugasan.pelaku, penugasan.wilayah_id):
        # Who holds no function any more is told nothing.
        _akhiri(kiriman, KirimanKabar.Keadaan.GAGAL, "penugasan berakhir")
        return False
    isi = json.dumps(kiriman.isi, separators=(",", ":")).encode()
    rahasia = buka_rahasia(_UNTUK, alamat.rahasia, alamat.url) or b""
    try:
        kode = kirim_http(alamat.url, isi, {KEPALA: tanda_tangan(rahasia, isi, int(time.time()))})
        jawaban = str(kode)
    except (OSError, http.client.HTTPException, Ditolak) as galat:
        kode, jawaban = 0, type(galat).__name__
    if 200 <= kode < 300:
        _akhiri(kiriman, KirimanKabar.Keadaan.TERKIRIM, jawaban)
        return True
    # 410: the receiver itself says that it wants no more of it.
    if kiriman.percobaan > len(JEDA) or kode == 410:
        _akhiri(kiriman, KirimanKabar.Keadaan.GAGAL, jawaban)
    else:
        KirimanKabar.objects.filter(pk=kiriman.pk).update(jawaban=jawaban)
    return False


def _akhiri(kiriman: KirimanKabar, keadaan: str, jawaban: str) -> None:
    menunggu = KirimanKabar.objects.filter(pk=kiriman.pk, keadaan=KirimanKabar.Keadaan.MENUNGGU)
    menunggu.update(keadaan=keadaan, jawaban=jawaban[:100], selesai_pada=timezone.now())


def tanda_tangan(rahasia: bytes, isi: bytes, detik: int) -> str:
    """`t=<seconds>,v1=<HMAC-SHA-256 of "seconds.body">`: the time is signed too, so that an old message cannot be played again."""
    return f"t={detik},v1={hmac.new(rahasia, f'{detik}.'.encode() + isi, hashlib.sha256).hexdigest()}"


class _Tersambung(http.client.HTTPSConnection):
    """Connects to the address that was judged, not to what the name means a moment later; the certificate is the name's."""

    def __init__(self, host: str, port: int, tempat: str) -> None:
        super().__init__(host, port, timeout=TENGGAT, context=ssl.create_default_context())
        self.tempat = tempat

    def connect(self) -> None:
        jalur = socket.create_connection((self.tempat, self.port), self.timeout)
        self.sock = self._context.wrap_socket(jalur, server_hostname=self.host)


def sambungkan(url: str) -> http.client.HTTPConnection:
    bagian = urlsplit(url)
    return _Tersambung(bagian.hostname or "", bagian.port or 443, periksa_alamat(url)[0])


def kirim_http(url: str, isi: bytes, kepala: dict[str, str]) -> int:
    """POST the message; the status of the answer. Redirects are not followed, and nothing of the answer is read."""
    bagian = urlsplit(url)
    sambungan = sambungkan(url)
    try:
        jalur = (bagian.path or "/") + (f"?{bagian.query}" if bagian.query else "")
        tambahan = {"Content-Type": "application/json", "User-Agent": "Portal-DTKS/1"}
        sambungan.request("POST", jalur, isi, kepala | tambahan)
        return sambungan.getresponse().status
    finally:
        sambungan.close()
