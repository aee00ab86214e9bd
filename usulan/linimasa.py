"""What happened to one proposal and what its warnings mean, in words: for its page, its receipt, and other apps' pages."""

from akun.fungsi import FUNGSI, F
from akun.models import Pengguna
from dasar.jejak import SISTEM
from dasar.models import Jejak
from dasar.nilai import ATURAN_BARIS, INFO, periksa_baris
from usulan.alur import AKHIR, ALUR, RUPA
from usulan.models import KodeAlasan, Usulan
from usulan.pemeriksaan import konteks_periksa

TABEL = "usulan_usulan"

# The steps of `usulan.alur` as things that have happened.
PERISTIWA = {
    "buat": "Dimasukkan ke daftar musyawarah",
    "terima_mandiri": "Pendaftaran mandiri diterima untuk diverifikasi langsung",
    "terima_kemensos": "Pendaftaran mandiri diverifikasi Kementerian Sosial",
    "ubah": "Isian diperbaiki",
    "batalkan": "Dibatalkan",
    "setujui_musdes": "Disetujui forum musyawarah",
    "tolak_musdes": "Ditolak forum musyawarah",
    "terbitkan": "Diajukan tanpa musyawarah",
    "terbitkan_layak": "Diterbitkan dari putusan sanggahan",
    "cabut": "Dicabut karena keberatan diterima",
    "ajukan": "Disegel dan diajukan ke kabupaten/kota",
    "lengkapkan": "Dinyatakan lengkap",
    "kembalikan": "Dikembalikan ke desa/kelurahan",
    "layakkan": "Diputus layak",
    "tolak": "Diputus tidak layak",
    "pulangkan": "Dikembalikan ke desa/kelurahan oleh verifikator",
    "bundel": "Dimasukkan ke berkas pengesahan",
    "lepas": "Dikeluarkan dari berkas pengesahan",
    "keluarkan": "Diminta verifikasi ulang oleh kepala dinas",
    "sahkan": "Disahkan kabupaten/kota",
    "teruskan": "Diteruskan melalui provinsi",
    "loloskan": "Memenuhi kriteria integritas data",
    "kembalikan_kab": "Dikembalikan ke kabupaten/kota",
    "tetapkan": "Ditetapkan",
    "urungkan": "Dikembalikan saat penetapan",
}

# Rules between rows speak of two rows at once; on the page of one proposal they are said so.
_ARTI_HUBUNGAN = {
    "V-PRG-03": "Nama, tanggal lahir, dan ibu kandung sama dengan orang lain yang NIK-nya berbeda. Pastikan bukan orang yang sama.",
    "V-PRG-05": "NIK tidak padan dengan data kependudukan. Periksa KTP dan KK; bila benar, urus ke Dinas Dukcapil.",
}
_ARTI_BARIS = {a.kode: a.keterangan for a in reversed(ATURAN_BARIS)}


def peristiwa(usulan: Usulan) -> list[Jejak]:
    """The steps of this proposal, oldest first, without the reads."""
    return list(Jejak.objects.filter(tabel=TABEL, objek=usulan.pk, langkah__in=PERISTIWA).order_by("id"))


def garis_hidup(jejak: list[Jejak]) -> list[dict]:
    """Entries for komponen/garis_hidup.html, newest first: what, who in which function, when, why in words."""
    nama = dict(Pengguna.objects.filter(pk__in={j.oleh for j in jejak}).values_list("pk", "nama"))
    alasan = teks_alasan({k for j in jejak for k in j.alasan.split(",") if k})
    butir = []
    for j in reversed(jejak):
        # A change of content leaves the reason of the last return on the row: it is not a reason for the change.
        beralasan = j.langkah != "ubah"
        warna, ikon = ("netral", "edit") if j.ke == j.dari else RUPA.get(j.ke, ("netral", ""))
        butir.append(
            {
                "waktu": j.pada,
                "judul": PERISTIWA[j.langkah],
                "pelaku": _sebutan(j, nama),
                "alasan": " ".join(alasan.get(k, k) for k in j.alasan.split(",") if k) if beralasan else "",
                "catatan": j.catatan if beralasan else "",
                # On the line a state that lies behind is neither waiting nor urgent.
                "warna": "info" if warna == "peringatan" and j.langkah in ("ajukan", "lengkapkan") else warna,
                "ikon": ikon,
            }
        )
    return butir


def _sebutan(j: Jejak, nama: dict[int, str]) -> str:
    if j.oleh == SISTEM.pengguna_id:
        return "Sistem, otomatis"
    fungsi = FUNGSI[j.fungsi].nama if j.fungsi in FUNGSI else j.fungsi
    return f"{nama[j.oleh]}, {fungsi}" if j.oleh in nama else fungsi


def teks_alasan(kode) -> dict[str, str]:
    """Reason code → what was wrong and what to do, as sentences."""
    baris = KodeAlasan.objects.filter(pk__in=list(kode)).values_list("kode", "teks", "tindakan")
    return {k: f"{teks}. {tindakan}".strip() for k, teks, tindakan in baris}


def pemegang(status: str) -> str:
    """The function that holds a proposal in this state, '' when nobody does any more."""
    if status in AKHIR:
        return ""
    fungsi = [s.fungsi[0] for s in ALUR if status in s.dari][-1]
    return "Sistem" if fungsi == F.SISTEM else FUNGSI[fungsi].nama


def sejak(jejak: list[Jejak], status: str):
    """When it came into its present state, or None."""
    return next((j.pada for j in reversed(jejak) if j.ke == status and j.dari != j.ke), None)


def arti_peringatan(usulan: Usulan) -> list[tuple[str, str]]:
    """(code, explanation) of each warning that the proposal carries.

    Rules of one row are asked again, so that the sentence says what is odd in this very row; a warning that no longer
    holds, or that compares rows, is explained by its rule.
    """
    kode = usulan.daftar_peringatan
    if not kode:
        return []
    isi = {
        "nik": usulan.nik, "program": usulan.program_id, "nomor_kk": usulan.nomor_kk, "nama": usulan.nama,
        "tempat_lahir": usulan.tempat_lahir, "tanggal_lahir": usulan.tanggal_lahir, "ibu_kandung": usulan.ibu_kandung,
        "jenis_kelamin": usulan.jenis_kelamin, "pekerjaan": usulan.pekerjaan, "status_kawin": usulan.status_kawin,
        "alamat": usulan.alamat, "rt": usulan.rt, "rw": usulan.rw, "hamil": "YA" if usulan.hamil_sejak else "TIDAK",
        "tanggal_mulai_hamil": usulan.hamil_sejak or "", "shdk": str(usulan.hubungan or ""),
    }  # fmt: skip
    pesan: dict[str, str] = {}
    for temuan in periksa_baris(isi, konteks_periksa(usulan.wilayah_id))[1]:
        if temuan.tingkat != INFO:
            pesan.setdefault(temuan.kode, temuan.pesan)
    return [(k, _ARTI_HUBUNGAN.get(k) or pesan.get(k) or _ARTI_BARIS.get(k, "Periksa kembali isian ini.")) for k in kode]
