"""The brake: how often one network address may ask on public pages, how often one subject may be asked for, how often an
officer's refused forms may touch persons of other villages.

Counts lie in the shared cache under a keyed fingerprint: neither an address nor a NIK can be read from it. A subject that the
register does not know is counted like one that it knows. Limits: settings.BATAS_PUBLIK, {name: (times, seconds)}.
"""

import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from dasar.galat import Ditolak
from dasar.tengah import alamat_pengunjung


class TerlaluSering(Ditolak):
    """A limit is reached. `tunggu`: seconds until the count starts anew; `pesan`: the sentence of an act, pages have their own."""

    def __init__(self, tunggu: int, pesan: str = "") -> None:
        super().__init__(pesan, "terlalu-sering")
        self.tunggu = tunggu


def jaringan(request: HttpRequest) -> str:
    """Whose requests are counted together: an IPv4 address, or the /64 network that one IPv6 subscriber is given."""
    try:
        alamat = ipaddress.ip_address(alamat_pengunjung(request))
    except ValueError:
        return "tidak dikenal"
    if alamat.version == 6 and alamat.ipv4_mapped is None:
        return str(ipaddress.ip_network((alamat, 64), strict=False))
    return str(alamat)


def hitung(*yang: tuple[str, str]) -> None:
    """Count one more for each (name of the limit, who or what); raises TerlaluSering when any is beyond its limit.

    One round trip. Whoever keeps asking while held back is counted on, so a crawler waits for its whole window.
    """
    kini = time.time()
    batas = [settings.BATAS_PUBLIK[nama] for nama, _ in yang]
    kunci = [
        (_kunci(nama, siapa, int(kini // detik)), detik + 1) for (nama, siapa), (_, detik) in zip(yang, batas, strict=True)
    ]
    tunggu = [
        int(detik - kini % detik) + 1
        for banyak, (maksimum, detik) in zip(cache.naikkan(kunci), batas, strict=True)
        if banyak > maksimum
    ]
    if tunggu:
        raise TerlaluSering(max(tunggu))


def tunggu(nama: str, siapa: str) -> int:
    """Seconds that are left of a window whose limit is used up; 0 while it is not. Counts nothing."""
    kini, (maksimum, detik) = time.time(), settings.BATAS_PUBLIK[nama]
    banyak = cache.get(_kunci(nama, siapa, int(kini // detik)), 0)
    return int(detik - kini % detik) + 1 if banyak >= maksimum else 0


def _kunci(nama: str, siapa: str, jendela: int) -> str:
    return "batas:" + salted_hmac("dasar.pembatas", f"{nama}:{siapa}:{jendela}", algorithm="sha256").hexdigest()[:40]
