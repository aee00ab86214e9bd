"""What the page of one deliberation shows: where it stands, what is missing, its names, its documents."""

from collections import Counter

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse

from akun.akses import boleh
from dasar import periode as bulan
from dasar.bacaan import catat_daftar, kata_saringan
from dasar.halaman import potong
from usulan.alur import SM, S
from usulan.filters import SaringNama
from usulan.linimasa import teks_alasan
from usulan.models import DokumenMusyawarah, Impor, Jadwal, Musyawarah, Usulan
from usulan.pengajuan import halangan_pengajuan
from usulan.views.ambil import nama_musyawarah, remah_musyawarah

LANGKAH = ["Catat", "Isi usulan", "Keputusan forum", "Dokumen", "Ajukan"]
WARNA_MUSYAWARAH = {SM.DISUSUN: "peringatan", SM.DIAJUKAN: "sukses", SM.DIBATALKAN: "netral"}
IKON_DOKUMEN = {"foto_kegiatan": "photo", "daftar_hadir": "users", "bukti_publikasi": "world"}


def isi_lembar(request: HttpRequest, musyawarah: Musyawarah) -> dict:
    pelaku = request.pelaku
    baris = Usulan.objects.terlihat_oleh(pelaku).filter(musyawarah=musyawarah)
    jumlah = Counter()
    berperingatan = 0
    for status, n, ingat in (
        baris.values_list("status").annotate(n=Count("pk"), p=Count("pk", filter=~Q(peringatan=""))).order_by()
    ):
        jumlah[status] = n
        if status not in (S.DIBATALKAN, S.DITOLAK_MUSDES):
            berperingatan += ingat
    saring = SaringNama(request.GET)
    saring.fields["status"].choices = [("", "Semua status"), *((s, S(s).label) for s in S if jumlah[s])]
    tersaring = saring.saring(baris.select_related("program"))
    if not saring.cleaned_data.get("status"):
        tersaring = tersaring.exclude(status=S.DIBATALKAN)
    halaman = potong(tersaring, request, urut=("nomor_kk", "id"))
    catat_daftar(
        pelaku,
        "usulan_musyawarah",
        musyawarah.pk,
        wilayah=musyawarah.wilayah_id,
        jumlah=len(halaman.baris),
        saringan=kata_saringan(saring),
        dicari=saring.cleaned_data.get("q", ""),
    )
    alasan = teks_alasan({k for u in halaman.baris for k in u.daftar_alasan})
    for u in halaman.baris:
        u.teks_alasan = [alasan.get(k, k) for k in u.daftar_alasan]
    mengisi = boleh(request, "ajukan_usulan")
    halangan = halangan_pengajuan(musyawarah) if musyawarah.terbuka and mengisi else []
    dokumen, lengkap = _dokumen(musyawarah)
    return {
        "musyawarah": musyawarah,
        "warna": WARNA_MUSYAWARAH[musyawarah.status],
        "judul": nama_musyawarah(musyawarah),
        "remah": remah_musyawarah(musyawarah),
        "langkah": LANGKAH,
        "ke": _langkah_ke(musyawarah, jumlah, lengkap),
        "ringkas": _ringkas(musyawarah, jumlah, berperingatan),
        "halangan": [{"teks": h, "warna": "peringatan"} for h in halangan],
        "halaman": halaman,
        "saring": saring,
        "total": sum(n for s, n in jumlah.items() if s != S.DIBATALKAN),
        "total_tampil": "" if saring.terpasang else sum(n for s, n in jumlah.items() if s != S.DIBATALKAN),
        "belum": jumlah[S.DISUSUN],
        "dokumen": dokumen,
        "dokumen_lengkap": lengkap,
        "catatan": _catatan(musyawarah),
        "mengisi": mengisi,
        "dapat_diisi": mengisi and musyawarah.terbuka,
        "dapat_dokumen": mengisi and (musyawarah.terbuka or jumlah[S.DIKEMBALIKAN]),
        "dikembalikan": jumlah[S.DIKEMBALIKAN] if mengisi else 0,
        "tombol": [{"teks": "Perbaiki catatan", "url": "ubah/", "ikon": "edit"}] if mengisi and musyawarah.terbuka else [],
        "aksi": _aksi(jumlah) if mengisi and musyawarah.terbuka else [],
        "impor": Impor.objects.filter(musyawarah=musyawarah).select_related("berkas").order_by("-id")[:5] if mengisi else [],
        "jadwal": Jadwal.untuk(bulan.periode_kini(), musyawarah.wilayah_id) if musyawarah.terbuka else None,
    }


def _langkah_ke(musyawarah: Musyawarah, jumlah: Counter, dokumen_lengkap: bool) -> int:
    if not musyawarah.terbuka:
        return len(LANGKAH) + 1
    if not sum(jumlah[s] for s in (S.DISUSUN, S.DISETUJUI_MUSDES)):
        return 2
    if jumlah[S.DISUSUN]:
        return 3
    return 5 if dokumen_lengkap else 4


def _ringkas(musyawarah: Musyawarah, jumlah: Counter, berperingatan: int) -> list[dict]:
    def butir(label: str, *status: S, warna: str = "") -> dict:
        n = sum(jumlah[s] for s in status)
        return {"label": label, "nilai": n, "warna": warna if n else "", "url": f"?status={status[0]}" if n else ""}

    ingat = {
        "label": "Berperingatan",
        "nilai": berperingatan,
        "warna": "peringatan" if berperingatan else "",
        "url": "?peringatan=on" if berperingatan else "",
    }
    if musyawarah.terbuka:
        return [
            butir("Belum diputus forum", S.DISUSUN, warna="peringatan"),
            butir("Disetujui forum", S.DISETUJUI_MUSDES, warna="sukses"),
            butir("Ditolak forum", S.DITOLAK_MUSDES),
            ingat,
        ]
    kabupaten = (S.DIAJUKAN, S.LENGKAP, S.LAYAK, S.DIBUNDEL, S.DISAHKAN, S.DIKEMBALIKAN_KAB)
    di_kabupaten, di_pusat = butir("Di kabupaten", *kabupaten), butir("Di Kemensos", S.DITERUSKAN, S.LOLOS)
    return [
        butir("Dikembalikan", S.DIKEMBALIKAN, warna="peringatan"),
        di_kabupaten | {"url": ""},
        di_pusat | {"url": ""},
        butir("Ditetapkan", S.DITETAPKAN, warna="sukses"),
        butir("Tidak layak", S.TIDAK_LAYAK, warna="galat"),
    ]


def _dokumen(musyawarah: Musyawarah) -> tuple[list[dict], bool]:
    """A card for every document that is there and for every kind that is not; and whether all four kinds are there."""
    per_jenis: dict[str, list[DokumenMusyawarah]] = {}
    for d in musyawarah.dokumen.filter(digantikan_pada__isnull=True).select_related("berkas").order_by("id"):
        per_jenis.setdefault(d.jenis, []).append(d)
    kartu = []
    for jenis in DokumenMusyawarah.Jenis:
        ikon = IKON_DOKUMEN.get(jenis.value, "file-text")
        for d in per_jenis.get(jenis.value, []):
            url = reverse("usulan:dokumen_unduh", args=[musyawarah.pk, d.pk])
            kartu.append(
                {
                    "nama": jenis.label,
                    "berkas": d.berkas.nama,
                    "ukuran": d.berkas.ukuran,
                    "pada": d.dibuat_pada,
                    "url": url,
                    "ikon": ikon,
                }
            )
        if jenis.value not in per_jenis:
            kartu.append({"nama": jenis.label, "url": "", "ikon": ikon})
    return kartu, len(per_jenis) == len(DokumenMusyawarah.Jenis)


def _catatan(musyawarah: Musyawarah) -> list[tuple]:
    return [
        ("Desa/kelurahan", musyawarah.wilayah.nama_lengkap),
        ("Nomor berita acara", musyawarah.nomor_berita_acara),
        ("Tempat", musyawarah.tempat),
        ("Pimpinan", musyawarah.pimpinan),
        ("Notulis", musyawarah.notulis),
        ("Jumlah hadir", f"{musyawarah.jumlah_hadir} orang"),
        ("Pokok pembahasan", musyawarah.ringkasan),
        *([("Penjelasan peringatan", musyawarah.catatan_peringatan)] if musyawarah.catatan_peringatan else []),
    ]


def _aksi(jumlah: Counter) -> list[dict]:
    aksi = []
    if jumlah[S.DISUSUN] or jumlah[S.DITOLAK_MUSDES]:
        aksi.append({"nama": "aksi", "nilai": "setujui", "teks": "Disetujui forum", "ikon": "check", "gaya": "hijau"})
    if jumlah[S.DISUSUN] or jumlah[S.DISETUJUI_MUSDES]:
        aksi.append({"nama": "aksi", "nilai": "tolak", "teks": "Ditolak forum", "ikon": "x", "gaya": "kedua"})
    aksi.append({"nama": "aksi", "nilai": "batalkan", "teks": "Hapus dari daftar", "ikon": "trash", "gaya": "kedua"})
    return aksi
