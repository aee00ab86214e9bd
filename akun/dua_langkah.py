"""The second step of signing in: the code app (TOTP) that every officer has, and the recovery codes beside it.

No setting switches it off. The secret of the app is encrypted at rest, recovery codes are hashed as passwords are.
"""

import base64
import datetime as dt
import json
import secrets
import time
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django_otp import verify_token

from akun.fungsi import F
from akun.mata_kedua import KODE, pastikan_mata_kedua
from akun.models import KodePemulihan, Kontak, Pengguna, Penugasan, PerangkatKode, SetelUlangKode
from akun.peristiwa import TABEL_AKUN, catat_akun
from akun.sesi import akhiri_sesi
from akun.surel import kabari_pemilik
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, atas_nama, catat
from dasar.rahasia import buka_rahasia, segel_rahasia

PENERBIT = "Portal DTKS"
JUMLAH_PEMULIHAN = 10
# Letters and digits that cannot be taken for each other; nine of them after the number of the row: 45 bits, hashed.
HURUF = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PANJANG_PEMULIHAN = 9
_UNTUK = "akun.daftar_kode"
_UMUR_SEGEL = dt.timedelta(hours=1).total_seconds()

PESAN_SALAH = "Kode tidak cocok. Ketik enam angka yang sekarang tampil di aplikasi kode Anda."
PESAN_TERPAKAI = "Kode ini sudah dipakai. Tunggu angka berikutnya di aplikasi kode, lalu ketik angka itu."
PESAN_PEMULIHAN_SALAH = "Kode pemulihan tidak cocok atau sudah dipakai. Ambil kode lain dari daftar Anda."


@dataclass(frozen=True, slots=True)
class Pendaftaran:
    """What the enrolment page shows: the secret for typing and as an address for the QR, and its sealed form for the form."""

    rahasia: str
    alamat: str
    segel: str


# --- who needs it --------------------------------------------------------------------------------------------------------


def perangkat_dari(pengguna: Pengguna) -> PerangkatKode | None:
    """The account's code app, if it has been set up."""
    return PerangkatKode.objects.filter(user=pengguna, confirmed=True).first()


def kurang_langkah(pengguna, penugasan: Penugasan | None) -> bool:
    """True for a session that has passed the password only, of an account that needs both steps.

    Every officer does, by the code app and nothing else; so does whoever has set one up. A citizen's account with a proved
    contact needs a code sent there.
    """
    if not pengguna.is_authenticated or pengguna.is_verified():
        return False
    if penugasan is not None and penugasan.fungsi != F.WARGA:
        return True
    if getattr(pengguna, "lewat_pesan", False):
        return False
    return perangkat_dari(pengguna) is not None or Kontak.objects.filter(pengguna=pengguna).exists()


def langkah_berikut(pengguna: Pengguna, penugasan: Penugasan | None) -> str:
    """Name of the page for a session that lacks the second step: `masuk_kode`, `masuk_pesan`, or `daftar_kode`."""
    if perangkat_dari(pengguna) is not None:
        return "masuk_kode"
    warga = penugasan is None or penugasan.fungsi == F.WARGA
    return "masuk_pesan" if warga and Kontak.objects.filter(pengguna=pengguna).exists() else "daftar_kode"


# --- setting the app up --------------------------------------------------------------------------------------------------


def tawarkan(pengguna: Pengguna, segel: str = "") -> Pendaftaran:
    """A new secret for the account, or the one in `segel` again. Nothing is stored before a code has proved it."""
    rahasia = _buka_segel(pengguna, segel) if segel else None
    if rahasia is None:
        rahasia = secrets.token_bytes(20)
        isi = json.dumps({"rahasia": rahasia.hex(), "pada": int(time.time())}).encode()
        segel = base64.urlsafe_b64encode(segel_rahasia(_UNTUK, isi, str(pengguna.pk))).decode()
    huruf = base64.b32encode(rahasia).decode().rstrip("=")
    kueri = urlencode({"secret": huruf, "issuer": PENERBIT, "algorithm": "SHA1", "digits": 6, "period": 30}, quote_via=quote)
    alamat = f"otpauth://totp/{quote(f'{PENERBIT}:{pengguna.username}')}?{kueri}"
    return Pendaftaran(" ".join(huruf[i : i + 4] for i in range(0, len(huruf), 4)), alamat, segel)


def _buka_segel(pengguna: Pengguna, segel: str) -> bytes | None:
    try:
        isi = buka_rahasia(_UNTUK, base64.urlsafe_b64decode(segel), str(pengguna.pk))
    except ValueError:
        return None
    data = json.loads(isi) if isi else None
    return bytes.fromhex(data["rahasia"]) if data and data["pada"] > time.time() - _UMUR_SEGEL else None


def _cocok(pengguna: Pengguna, segel: str, kode: str) -> tuple[bytes, int]:
    """The offered secret (encrypted) and the time step of the code that proves it. Raises Ditolak as `daftarkan` does."""
    rahasia = _buka_segel(pengguna, segel)
    if rahasia is None:
        raise Ditolak("Halaman ini terbuka terlalu lama. Pindai kode QR yang baru di halaman ini.", "tawaran-lewat")
    calon = PerangkatKode(user=pengguna, rahasia=PerangkatKode.sandikan(rahasia, pengguna.pk))
    langkah = calon.langkah_kode("".join(kode.split()))
    if langkah is None:
        raise Ditolak(PESAN_SALAH, "kode-salah")
    return calon.rahasia, langkah


def pastikan_cocok(pengguna: Pengguna, segel: str, kode: str) -> None:
    """Raises Ditolak as `daftarkan` would; nothing is stored."""
    _cocok(pengguna, segel, kode)


@transaction.atomic
def daftarkan(pengguna: Pengguna, segel: str, kode: str) -> tuple[PerangkatKode, list[str]]:
    """Set the app up, or a new one in place of the old, once a code proves that it holds the offered secret.

    Returns the device and ten new recovery codes, in clear for the only time; the owner is told by mail. Events
    `daftar_kode`, `kode_pemulihan_baru`. Raises Ditolak for a wrong code (`kode-salah`) and an offer older than an hour or of
    somebody else (`tawaran-lewat`).
    """
    rahasia, langkah = _cocok(pengguna, segel, kode)
    Pengguna.objects.select_for_update().get(pk=pengguna.pk)
    perangkat = PerangkatKode.objects.filter(user=pengguna).first() or PerangkatKode(user=pengguna, name="aplikasi kode")
    perangkat.rahasia, perangkat.langkah_terakhir, perangkat.confirmed = rahasia, langkah, True
    perangkat.throttle_reset(commit=False)
    perangkat.save()
    catat_akun(pengguna, "daftar_kode")
    kabari_pemilik(pengguna, "aplikasi kode dipasang", "Aplikasi kode dipasang pada akun Anda.")
    return perangkat, buat_kode_pemulihan(pengguna)


# --- codes -----------------------------------------------------------------------------------------------------------------


def periksa_kode(pengguna: Pengguna, kode: str) -> PerangkatKode:
    """Spend a code of the account's app.

    Raises Ditolak: `kode-belum-ada` (no app), `kode-tunggu` (too soon after wrong ones), `kode-terpakai`, `kode-salah`.
    """
    perangkat = perangkat_dari(pengguna)
    if perangkat is None:
        raise Ditolak("Akun Anda belum memiliki aplikasi kode. Keluar, lalu masuk lagi untuk memasangnya.", "kode-belum-ada")
    kode = "".join(kode.split())
    boleh, keterangan = perangkat.verify_is_allowed()
    if not boleh:
        detik = max(1, round((keterangan["locked_until"] - timezone.now()).total_seconds()))
        raise Ditolak(f"Kode sebelumnya salah. Tunggu {detik} detik, lalu coba lagi.", "kode-tunggu")
    cocok = verify_token(pengguna, perangkat.persistent_id, kode)
    if cocok is not None:
        return cocok
    if perangkat.langkah_kode(kode) is not None:
        raise Ditolak(PESAN_TERPAKAI, "kode-terpakai")
    raise Ditolak(PESAN_SALAH, "kode-salah")


@transaction.atomic
def buat_kode_pemulihan(pengguna: Pengguna) -> list[str]:
    """Ten new codes in place of all earlier ones; returned in clear for the only time. Event `kode_pemulihan_baru`."""
    kode = [f"{n}{''.join(secrets.choice(HURUF) for _ in range(PANJANG_PEMULIHAN))}" for n in range(JUMLAH_PEMULIHAN)]
    kini = timezone.now()
    for nomor, satu in enumerate(kode):
        isi = {"sidik": make_password(satu), "dibuat_pada": kini, "dipakai_pada": None}
        KodePemulihan.objects.update_or_create(pengguna=pengguna, nomor=nomor, defaults=isi)
    catat_akun(pengguna, "kode_pemulihan_baru")
    return [f"{satu[:5]}-{satu[5:]}" for satu in kode]


def sisa_kode_pemulihan(pengguna: Pengguna) -> int:
    return KodePemulihan.objects.filter(pengguna=pengguna, dipakai_pada=None).count()


def pakai_kode_pemulihan(pengguna: Pengguna, kode: str) -> int:
    """Spend a recovery code; returns how many are left. Event `pakai_kode_pemulihan`.

    Raises Ditolak `pemulihan-salah` for a wrong and for a spent one alike. The first character says which row it is, so
    that one hash is computed and not ten.
    """
    kode = "".join(h for h in kode.upper() if h.isalnum())
    nomor = int(kode[0]) if kode[:1] in "0123456789" and kode else -1
    with transaction.atomic():
        baris = KodePemulihan.objects.select_for_update().filter(pengguna=pengguna, nomor=nomor, dipakai_pada=None).first()
        if baris is None or not check_password(kode, baris.sidik):
            raise Ditolak(PESAN_PEMULIHAN_SALAH, "pemulihan-salah")
        baris.dipakai_pada = timezone.now()
        baris.save(update_fields=["dipakai_pada"])
        sisa = sisa_kode_pemulihan(pengguna)
        catat_akun(pengguna, "pakai_kode_pemulihan", f"sisa {sisa}")
    return sisa


# --- by the administrator ------------------------------------------------------------------------------------------------


@transaction.atomic
def setel_ulang(pengguna: Pengguna, *, alasan: str, oleh: Pelaku) -> None:
    """Switch a lost code app and its recovery codes off; the officer sets a new one up at the next sign-in.

    Every session ends, and the officer is told by mail. Event `setel_ulang_kode` with the reason. Raises Ditolak when there is
    no app (`kode-belum-ada`), and for who made a link for the password of the same officer (`mata-kedua`).
    """
    if perangkat_dari(pengguna) is None:
        raise Ditolak("Petugas ini belum memasang aplikasi kode.", "kode-belum-ada")
    pastikan_mata_kedua(pengguna, KODE, oleh=oleh)
    with atas_nama(oleh, "setel_ulang_kode"):
        SetelUlangKode.objects.create(pengguna=pengguna, dibuat_oleh_id=oleh.pengguna_id, alasan=alasan)
        PerangkatKode.objects.filter(user=pengguna, confirmed=True).update(confirmed=False)
    KodePemulihan.objects.filter(pengguna=pengguna, dipakai_pada=None).update(dipakai_pada=timezone.now())
    akhiri_sesi(pengguna)
    catat(oleh, "setel_ulang_kode", TABEL_AKUN, pengguna.pk, oleh.wilayah, alasan)
    siapa = oleh.nama or "Admin Anda"
    kabari_pemilik(
        pengguna, "aplikasi kode dimatikan", f"{siapa} mematikan aplikasi kode Anda. Pasang lagi saat masuk berikutnya."
    )
