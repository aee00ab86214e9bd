"""The citizen's own account: second step of signing in, recovery, change of contact, closing."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from akun import kode_sekali
from akun.alur import AKTIF
from akun.dua_langkah import perangkat_dari
from akun.fungsi import F
from akun.models import Kontak, Pengguna, Penugasan, Saluran
from akun.pendaftaran import portal, tanpa_hasil
from akun.penugasan import akhiri
from akun.peristiwa import TABEL_AKUN, catat_akun
from akun.sandi import ganti_sandi, pastikan_sandi
from akun.sesi import akhiri_sesi
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, catat

KODE_MASUK, KODE_PULIH, KODE_LAMA, KODE_BARU = "masuk", "pulih", "kontak_lama", "kontak_baru"
KODE_NAIK = "naik"


def nama_akun(diketik: str) -> str:
    """The account's name for what was typed at the door: a citizen signs in by NIK, an officer by the name."""
    nik = "".join(diketik.split()).replace(".", "")
    if len(nik) != 16 or not nik.isdigit():
        return diketik
    ada = Pengguna.objects.filter(nik=nik, kontak__isnull=False).values_list("username", flat=True).first()
    return ada or diketik


def kontak_dari(pengguna: Pengguna) -> Kontak | None:
    """The proved contact of a citizen's account; the second step goes there."""
    kontak = Kontak.objects.filter(pengguna=pengguna).select_related("pengguna").first()
    return kontak if kontak and kontak.alamat else None


def kirim_kode_masuk(pengguna: Pengguna, *, pengunjung: str) -> str:
    """Send the code of the second step. Returns it in example mode. Raises Ditolak as `kode_sekali.kirim` does."""
    kontak = kontak_dari(pengguna)
    if kontak is None:
        raise Ditolak("Akun ini belum punya surel atau nomor telepon yang terbukti.", "kontak-belum")
    return kode_sekali.kirim(KODE_MASUK, str(pengguna.pk), saluran=kontak.saluran, alamat=kontak.alamat, pengunjung=pengunjung)


def masuk_dengan_pesan(pengguna: Pengguna) -> bool:
    """Whether the second step of this account is a code sent to its contact, and not an app."""
    return kontak_dari(pengguna) is not None and perangkat_dari(pengguna) is None


def kirim_kode_naik(pengguna: Pengguna, sandi: str, *, oleh: Pelaku, pengunjung: str) -> str:
    """Before what cannot be undone: the password once more, then a fresh code to the contact. Returns it in example mode.

    What the code app is to an officer (`akun.sandi.pastikan_langkah_naik`), this is to a citizen: the account was opened
    against the KTP, and password and contact are its owner's. Raises Ditolak `sandi-salah`, `sandi-terkunci`, `kontak-belum`,
    and as `kode_sekali.kirim` does.
    """
    kontak = kontak_dari(pengguna)
    if kontak is None:
        raise Ditolak("Akun ini belum punya surel atau nomor telepon yang terbukti.", "kontak-belum")
    pastikan_sandi(pengguna, sandi, oleh=oleh)
    return kode_sekali.kirim(KODE_NAIK, str(pengguna.pk), saluran=kontak.saluran, alamat=kontak.alamat, pengunjung=pengunjung)


def pastikan_kode_naik(pengguna: Pengguna, kode: str, *, oleh: Pelaku) -> None:
    """The second half: spends the code. Raises KodeKeliru as `kode_sekali.pakai` does; a wrong one is an event."""
    try:
        kode_sekali.pakai((KODE_NAIK, str(pengguna.pk), kode))
    except Ditolak as galat:
        catat(oleh, "kode_salah", TABEL_AKUN, pengguna.pk, oleh.wilayah, galat.kode)
        raise


def alamat_samar(kontak: Kontak) -> str:
    """Where the code went, for somebody who may be looking over a shoulder: 's•••@contoh.id', '+62••••••1234'."""
    if kontak.saluran == Saluran.SUREL:
        depan, _, belakang = kontak.alamat.partition("@")
        return f"{depan[:1]}•••@{belakang}"
    return f"{kontak.alamat[:3]}••••••{kontak.alamat[-4:]}"


def kode_pulih(nik: str, *, saluran: str, alamat: str, pengunjung: str) -> tuple[str, str]:
    """A forgotten password: send a code to the account's address. Returns (subject of the code, code in example mode).

    Where NIK and address belong to no account of a citizen, the address is told so, and the visitor sees the same page. An
    officer's password is set anew by a link of the administrator (akun.pemulihan).
    """
    petugas = Penugasan.objects.hidup().exclude(fungsi=F.WARGA).values("pengguna")
    kontak = Kontak.objects.filter(pengguna__nik=nik, pengguna__is_active=True, saluran=saluran).exclude(pengguna__in=petugas)
    satu = kontak.select_related("pengguna").first()
    if satu is not None and satu.alamat.casefold() == alamat.casefold():
        nomor = str(satu.pengguna_id)
        return nomor, kode_sekali.kirim(KODE_PULIH, nomor, saluran=saluran, alamat=alamat, pengunjung=pengunjung)
    return tanpa_hasil(KODE_PULIH, "akun", saluran, alamat, pengunjung), ""


def pulihkan(sasaran: str, kode: str, sandi: str) -> Pengguna:
    """Set a new password by the code; every session of the account ends. Event `pulihkan_sandi`.

    Raises KodeKeliru as `kode_sekali.pakai` does, and django's ValidationError, before the code is spent, for a password
    that breaks a rule.
    """
    pengguna = Pengguna.objects.filter(pk=sasaran).first() if sasaran.isdecimal() and len(sasaran) < 16 else None
    validate_password(sandi, pengguna)
    kode_sekali.pakai((KODE_PULIH, sasaran, kode))
    ganti_sandi(pengguna, sandi, kejadian="pulihkan_sandi")
    return pengguna


def kirim_kode_kontak(pengguna: Pengguna, *, saluran: str, alamat: str, sandi: str, oleh: Pelaku, pengunjung: str) -> list[str]:
    """First half of a change: codes to the old address and to the new one. Returns them in example mode.

    Raises Ditolak for a wrong password (`sandi-salah`, `sandi-terkunci`), the same address, and as `kode_sekali.kirim` does.
    """
    kontak = kontak_dari(pengguna)
    if kontak is None:
        raise Ditolak("Akun ini belum punya surel atau nomor telepon yang terbukti.", "kontak-belum")
    if (kontak.saluran, kontak.alamat.casefold()) == (saluran, alamat.casefold()):
        raise Ditolak("Ini sudah kontak Anda sekarang.", "kontak-sama")
    pastikan_sandi(pengguna, sandi, oleh=oleh)
    lama = kode_sekali.kirim(KODE_LAMA, str(pengguna.pk), saluran=kontak.saluran, alamat=kontak.alamat, pengunjung=pengunjung)
    baru = kode_sekali.kirim(KODE_BARU, f"{pengguna.pk}:{alamat}", saluran=saluran, alamat=alamat, pengunjung=pengunjung)
    return [k for k in (lama, baru) if k]


@transaction.atomic
def _simpan_kontak(pengguna: Pengguna, saluran: str, alamat: str) -> None:
    kontak = Kontak.objects.select_for_update().get(pengguna=pengguna)
    if saluran == Saluran.SUREL:
        pengguna.email = alamat
        pengguna.save(update_fields=["email"])
    else:
        kontak.telepon = alamat
    if kontak.kabar != Saluran.PORTAL:
        kontak.kabar = saluran
    kontak.saluran = saluran
    kontak.save()
    catat_akun(pengguna, "ganti_kontak", saluran)


def ganti_kontak(pengguna: Pengguna, *, saluran: str, alamat: str, kode_lama: str, kode_baru: str) -> None:
    """Second half: both codes are right. Event `ganti_kontak`. Raises KodeKeliru, whose `untuk` names the wrong one."""
    kode_sekali.pakai((KODE_LAMA, str(pengguna.pk), kode_lama), (KODE_BARU, f"{pengguna.pk}:{alamat}", kode_baru))
    _simpan_kontak(pengguna, saluran, alamat)


def pilih_kabar(pengguna: Pengguna, kabar: str) -> None:
    """On which way notices come. Raises Ditolak for a way on which the person cannot be reached."""
    kontak = Kontak.objects.filter(pengguna=pengguna).first()
    telepon = kontak.telepon if kontak else ""
    if kabar == Saluran.PESAN and not telepon or kabar == Saluran.SUREL and not pengguna.email:
        raise Ditolak("Tambahkan dulu surel atau nomor telepon di halaman kontak.", "kontak-belum")
    if kontak is None:
        raise Ditolak("Pilihan ini untuk akun masyarakat. Kabar petugas dikirim ke surel akunnya.", "bukan-warga")
    Kontak.objects.filter(pk=kontak.pk).update(kabar=kabar)
    catat_akun(pengguna, "pilih_kabar", kabar)


def tutup(pengguna: Pengguna, sandi: str, *, oleh: Pelaku) -> None:
    """Close the own account: the function ends, contact and password are erased, sessions end. Event `tutup_akun`.

    Name and NIK stay, because what was done under them stays on record; registering again opens the account anew. Raises
    Ditolak for a wrong password, and for an officer's account.
    """
    tugas = pengguna.penugasan.filter(status=AKTIF).select_related("pengguna", "wilayah").first()
    if tugas is None or tugas.fungsi != F.WARGA:
        raise Ditolak("Hanya akun masyarakat yang dapat ditutup sendiri. Akun petugas diurus adminnya.", "bukan-warga")
    pastikan_sandi(pengguna, sandi, oleh=oleh)
    with transaction.atomic():
        catat_akun(pengguna, "tutup_akun")
        akhiri(tugas, alasan="Akun ditutup pemiliknya.", oleh=portal(pengguna.pk), sebab="tutup")
        Kontak.objects.filter(pengguna=pengguna).delete()
        pengguna.email, pengguna.is_active = "", False
        pengguna.set_unusable_password()
        pengguna.save(update_fields=["email", "is_active", "password"])
        akhiri_sesi(pengguna)
