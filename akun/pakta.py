"""The confidentiality pledge: its words by version, signing it, and the question at the first page of each new term.

Individual data of DTKS is exempt information (UU 14/2008 Pasal 17 huruf h) and personal data (UU 27/2022): whoever uses
the portal promises to protect it, once for every term. Without the pledge an assignment opens nothing.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from akun.fungsi import FUNGSI, F
from akun.models import Pakta, Penugasan
from dasar.galat import Ditolak
from dasar.jejak import Pelaku, catat

VERSI = "1"
# A changed pledge is a new version; what was signed stays in the rows with its own words.
BUTIR = (
    "Saya menjalankan satu fungsi saja, sesuai surat keputusan penunjukan saya, dan tidak memakai akun orang lain.",
    "Saya tidak meminjamkan akun, kata sandi, atau kode masuk saya kepada siapa pun.",
    "Saya membuka data perorangan hanya untuk tugas saya. Saya tahu setiap data yang dibuka dicatat atas nama saya.",
    "Saya tidak menyalin, memotret, membagikan, atau memperjualbelikan data perorangan, juga setelah masa tugas saya berakhir.",
    "Saya tidak memproses usulan keluarga saya sendiri, dan tidak menerima imbalan atas usulan siapa pun.",
    "Saya segera melapor kepada admin bila menduga data bocor atau akun saya dipakai orang lain.",
    "Saya tahu pelanggaran dapat dikenai sanksi administratif dan pidana (UU 13/2011 Pasal 42, UU 27/2022 Pasal 67).",
)
# What a citizen promises when he registers.
BUTIR_WARGA = (
    "Data yang saya isi benar dan tentang diri saya sendiri. KTP di foto adalah KTP asli saya.",
    "Saya tidak meminjamkan akun, kata sandi, atau kode masuk saya kepada siapa pun.",
    "Usulan dan tanggapan yang saya kirim jujur, dan data orang lain yang saya lihat tidak saya sebarkan.",
    "Saya tahu setiap tindakan di portal dicatat atas nama saya, dan data palsu dapat dikenai sanksi menurut undang-undang.",
)

# Where a person who has not signed may go: the pledge itself, out, and what signing in still asks for.
_TERBUKA = {
    "akun:pakta",
    "akun:keluar",
    "akun:masuk_kode",
    "akun:masuk_pemulihan",
    "akun:daftar_kode",
    "akun:sesi_sisa",
    "akun:masuk_pesan",
    "akun:masuk_pesan_ulang",
}


def butir(fungsi: str) -> tuple[str, ...]:
    return BUTIR_WARGA if fungsi == F.WARGA else BUTIR


def teks(penugasan: Penugasan) -> str:
    """The pledge of this person for this term, as it is kept."""
    kepala = (
        f"Saya, {penugasan.pengguna.nama}, {FUNGSI[penugasan.fungsi].nama}, {penugasan.wilayah.nama_lengkap},"
        f" masa tugas {penugasan.mulai:%d-%m-%Y} sampai {penugasan.selesai:%d-%m-%Y}, surat keputusan {penugasan.nomor_sk},"
        " berjanji:"
    )
    return "\n".join([kepala, *(f"{n}. {satu}" for n, satu in enumerate(butir(penugasan.fungsi), 1))])


def tanda_tangani(penugasan: Penugasan, *, oleh: Pelaku) -> Pakta:
    """Keep the pledge of this term, with the event `pakta`. Signing twice keeps the first.

    Raises Ditolak when somebody else than the officer signs.
    """
    if oleh.pengguna_id != penugasan.pengguna_id:
        raise Ditolak("Pakta integritas ditandatangani sendiri oleh petugasnya.", "bukan-petugasnya")
    pakta, baru = Pakta.objects.get_or_create(
        penugasan=penugasan, defaults={"versi": VERSI, "teks": teks(penugasan), "nama": penugasan.pengguna.nama}
    )
    if baru:
        catat(oleh, "pakta", "akun_penugasan", penugasan.pk, penugasan.wilayah_id, f"versi {VERSI}")
    return pakta


def belum_ditandatangani(pengguna) -> Penugasan | None:
    """The assignment in force whose pledge is still to be signed."""
    return (
        Penugasan.objects.berlaku()
        .filter(pengguna_id=pengguna.pk, pakta__isnull=True)
        .select_related("wilayah", "pengguna")
        .first()
    )


class PaktaMiddleware:
    """At the first page of a new term: the pledge before anything else, once the second step of signing in is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if (
            request.user.is_authenticated
            and request.penugasan is None
            and not getattr(request, "kurang_langkah", "")
            and request.resolver_match.view_name not in _TERBUKA
            # The API answers by itself: without a function every right is refused there.
            and not request.path.startswith("/api/")
            and getattr(view, "login_required", True) is not False
            and belum_ditandatangani(request.user)
        ):
            return redirect("akun:pakta")
        return None
