"""The door to what is recorded about oneself: rows of the nation, narrowed to one's own NIK, or to one's own registration.

A citizen has no right to the register or to the proposals of the village. Everything that is shown here is filtered by the
NIK of the account, which an officer checked against the identity card, or by a registration that row-level security has
already handed out as the person's own. This is the only module that does so.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from akun.fungsi import FUNGSI, F
from dasar.bacaan import CETAK, LIHAT, UNDUH
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import SISTEM, Pelaku
from dasar.models import Ekspor, Jejak
from dasar.pembukaan import BUKA
from dasar.subjek import semua_sidik
from dtks.register.models import Individu, Keluarga, Kepesertaan
from dtks.register.pencarian import Riwayat, riwayat, sebutan_penetapan
from usulan.alur import TERBUKA, S
from usulan.alur_mandiri import RUPA_KOREKSI, RUPA_MANDIRI, SP
from usulan.linimasa import PERISTIWA, TABEL, teks_alasan
from usulan.models import AnggotaPendaftaran, Koreksi, Pendaftaran, Usulan
from wilayah.models import Wilayah

TABEL_PENDAFTARAN, TABEL_KOREKSI = "usulan_pendaftaran", "usulan_koreksi"
BACA_MAKS = 100

PERISTIWA_MANDIRI = {
    "susun": "Isian disimpan",
    "ubah": "Isian diperbaiki",
    "kirim": "Dikirim ke desa/kelurahan",
    "kirim_kab": "Dikirim lagi ke dinas sosial",
    "batalkan": "Dibatalkan pemohon",
    "musyawarahkan": "Masuk daftar musyawarah",
    "lepaskan": "Kembali menunggu musyawarah",
    "minta_perbaikan": "Desa/kelurahan meminta perbaikan",
    "minta_perbaikan_kab": "Dinas sosial meminta perbaikan",
    "alihkan": "Dialihkan desa/kelurahan ke dinas sosial",
    "alihkan_tenggat": "Batas waktu desa/kelurahan lewat, diteruskan ke dinas sosial",
    "verval_kab": "Diteruskan ke verifikator dinas sosial",
    "verval_kemensos": "Diverifikasi Kementerian Sosial",
    "tolak": "Ditolak dinas sosial",
}
PERISTIWA_KOREKSI = {
    "ajukan": "Permintaan dikirim ke desa/kelurahan",
    "batalkan": "Dibatalkan pemohon",
    "teruskan": "Diteruskan ke dinas sosial",
    "terima": "Diterima desa/kelurahan, sedang dikerjakan",
    "terima_kab": "Diterima dinas sosial, sedang dikerjakan",
    "tolak": "Ditolak desa/kelurahan",
    "tolak_kab": "Ditolak dinas sosial",
    "selesaikan": "Dinyatakan selesai oleh desa/kelurahan",
    "selesaikan_kab": "Dinyatakan selesai oleh dinas sosial",
}
_DILAKUKAN = {LIHAT: "Membuka data", CETAK: "Mencetak", UNDUH: "Mengunduh dokumen", BUKA: "Menampilkan nomor lengkap"}


# --- proposals and life lines --------------------------------------------------------------------------------------------


def usulan_dari(pendaftaran: Iterable[Pendaftaran]) -> dict[int, list[Usulan]]:
    """{registration: its proposals}, those of a withdrawn list left out."""
    hasil: dict[int, list[Usulan]] = defaultdict(list)
    with seluruh_negeri():
        baris = Usulan.objects.filter(pendaftaran__in=[p.pk for p in pendaftaran]).exclude(status=S.DIBATALKAN)
        for u in baris.select_related("program").order_by("hubungan", "id"):
            hasil[u.pendaftaran_id].append(u)
    return hasil


def usulan_tentang(nik: str, wilayah: str) -> list[Usulan]:
    """Proposals about a person: the open ones anywhere, those that are over in the own village. The latest first.

    Two look-ups, because each has an index: by NIK there is one for open proposals alone.
    """
    with seluruh_negeri():
        milik = Usulan.objects.filter(nik=nik).select_related("program", "wilayah").exclude(status=S.DISUSUN)
        terbuka = milik.filter(status__in=TERBUKA)
        selesai = milik.filter(status__in=[s for s in S if s not in TERBUKA], wilayah=wilayah)
        return sorted({u.pk: u for u in (*terbuka, *selesai)}.values(), key=lambda u: -u.pk)


def didaftarkan_orang_lain(nik: str, pelaku: Pelaku) -> list[Pendaftaran]:
    """Registrations that somebody else sent about this person, the latest first; by whom is not told."""
    with seluruh_negeri():
        baris = AnggotaPendaftaran.objects.filter(nik=nik).exclude(
            Q(pendaftaran__pemohon=pelaku.pengguna_id) | Q(pendaftaran__status=SP.DISUSUN)
        )
        return [a.pendaftaran for a in baris.select_related("pendaftaran__wilayah").order_by("-pk")]


def garis_pendaftaran(pendaftaran: Pendaftaran, usulan: Collection[Usulan], *, sendiri: int = 0) -> list[dict]:
    """Entries for komponen/garis_hidup.html, newest first: the registration's steps and those of its proposals.

    Officers go by their function, never by name; the account `sendiri` is "Anda". What happened to a whole family at once
    is one entry; what happened to some of it names them.
    """
    nama = {u.pk: u.nama for u in usulan}
    with seluruh_negeri():
        jejak = list(
            Jejak.objects.filter(
                Q(tabel=TABEL_PENDAFTARAN, objek=pendaftaran.pk, langkah__in=PERISTIWA_MANDIRI)
                | Q(tabel=TABEL, objek__in=list(nama), langkah__in=set(PERISTIWA) - {"buat", "terima_mandiri"}),
                ke__isnull=False,
            ).order_by("-id")
        )
    kelompok: dict[tuple, list[Jejak]] = {}
    for j in jejak:
        kelompok.setdefault((j.tabel, j.langkah, j.pada, j.alasan, j.catatan), []).append(j)
    alasan = teks_alasan({k for j in jejak for k in j.alasan.split(",") if k})
    butir = []
    for (tabel, langkah, *_), semua in kelompok.items():
        kata = (PERISTIWA_MANDIRI if tabel == TABEL_PENDAFTARAN else PERISTIWA)[langkah]
        if tabel == TABEL and len(semua) < len(nama):
            kata = f"{kata}: {', '.join(nama[j.objek] for j in reversed(semua))}"
        rupa = RUPA_MANDIRI if tabel == TABEL_PENDAFTARAN else {}
        butir.append(_butir(semua[0], kata, alasan, rupa.get(semua[0].ke, ("info", "")), sendiri))
    return butir


def garis_koreksi(koreksi: Koreksi, *, sendiri: int = 0) -> list[dict]:
    """Entries of one request for correction, newest first."""
    with seluruh_negeri():
        jejak = list(
            Jejak.objects.filter(
                tabel=TABEL_KOREKSI, objek=koreksi.pk, langkah__in=PERISTIWA_KOREKSI, ke__isnull=False
            ).order_by("-id")
        )
    alasan = teks_alasan({k for j in jejak for k in j.alasan.split(",") if k})
    return [_butir(j, PERISTIWA_KOREKSI[j.langkah], alasan, RUPA_KOREKSI[j.ke], sendiri) for j in jejak]


def _butir(j: Jejak, judul: str, alasan: dict[str, str], rupa: tuple[str, str], sendiri: int) -> dict:
    ubah = j.langkah == "ubah"
    return {
        "waktu": j.pada,
        "judul": judul,
        "pelaku": "Anda" if sendiri and j.oleh == sendiri else _fungsi(j.fungsi),
        "alasan": "" if ubah else " ".join(alasan.get(k, k) for k in j.alasan.split(",") if k),
        "catatan": "" if ubah else j.catatan,
        "warna": "netral" if j.dari == j.ke else rupa[0],
        "ikon": "edit" if j.dari == j.ke else rupa[1],
    }


def _fungsi(kode: str) -> str:
    return "Sistem, otomatis" if kode == SISTEM.fungsi else FUNGSI[kode].nama if kode in FUNGSI else kode


# --- the register ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class DataRegister:
    """What the register holds about one person. `orang` is None for who never stood in it; `riwayat` the latest first, each
    version with `buka` and `tutup`, the decrees as `sebutan_penetapan` cites them."""

    orang: Individu | None = None
    keluarga: Keluarga | None = None
    anggota: list[Individu] = field(default_factory=list)
    riwayat: list[Riwayat] = field(default_factory=list)
    program: list[Kepesertaan] = field(default_factory=list)

    @property
    def nomor_kk(self) -> list[str]:
        """Every family card that carried the person."""
        return sorted({r.versi.nomor_kk for r in self.riwayat})


def data_register(nik: str | None) -> DataRegister:
    """Six statements, whatever is found; nothing for an account without a NIK."""
    if not nik:
        return DataRegister()
    with seluruh_negeri():
        versi = list(Individu.objects.filter(nik=nik).select_related("wilayah").order_by("-dari"))
        if not versi:
            return DataRegister()
        kini = versi[0]
        keluarga = Keluarga.objects.filter(nomor_kk=kini.nomor_kk).select_related("wilayah").order_by("-dari").first()
        # The others of the family are shown as they are now; who has left the register sees nobody's present data.
        serumah = Individu.objects.berlaku().filter(nomor_kk=kini.nomor_kk)
        anggota = list(serumah.order_by("hubungan", "tanggal_lahir", "nik")) if kini.sampai is None else []
        program = list(Kepesertaan.objects.filter(nik=nik).select_related("program").order_by("-dari", "program"))
    sebutan = sebutan_penetapan([n for v in (*versi, *program) for n in (v.dibuka, v.ditutup)])
    for v in (*versi, *program):
        v.buka, v.tutup = sebutan.get(v.dibuka), sebutan.get(v.ditutup)
    return DataRegister(kini, keluarga, anggota, riwayat(versi), program)


# --- who looked --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pembacaan:
    """One look at one's data: when, what was done, in which function and area, and what for when that was asked."""

    pada: object
    apa: str
    fungsi: str
    wilayah: str
    tujuan: str = ""


def pembacaan(nik: str | None, nomor_kk: Collection[str]) -> list[Pembacaan]:
    """Who opened, printed, downloaded, revealed or exported this person's or family's record; the latest hundred.

    By function and area, without the officers' names. What citizens did is left out: one's own visits are no news, and
    the one who objects, or who proposes a neighbour, is protected from being found here.
    """
    if not nik:
        return []
    with seluruh_negeri():
        baca = list(
            Jejak.objects.filter(subjek__in=semua_sidik(nik, *nomor_kk), ke__isnull=True, langkah__in=_DILAKUKAN)
            .exclude(fungsi=F.WARGA)
            .order_by("-id")[:BACA_MAKS]
        )
        ekspor = list(
            Ekspor.objects.filter(isi__subjek__overlap=semua_sidik(nik), selesai_pada__isnull=False).order_by("-id")[:BACA_MAKS]
        )
    kode = {j.wilayah for j in baca} | {e.cakupan for e in ekspor}
    nama = dict(Wilayah.objects.filter(pk__in=kode).values_list("pk", "nama"))
    hasil = [
        Pembacaan(
            j.pada,
            _DILAKUKAN[j.langkah],
            _fungsi(j.fungsi),
            nama.get(j.wilayah, ""),
            # The purpose from the list; an officer's own words may name others.
            j.catatan.split(":")[0] if j.langkah == BUKA else "",
        )
        for j in baca
    ]
    hasil += [
        Pembacaan(
            e.selesai_pada,
            "Memuat dalam berkas ekspor, " + ("nomor lengkap" if e.penuh else "nomor disamarkan"),
            _fungsi(e.fungsi),
            nama.get(e.cakupan, ""),
            e.get_tujuan_display(),
        )
        for e in ekspor
    ]
    return sorted(hasil, key=lambda p: p.pada, reverse=True)[:BACA_MAKS]
