"""The decree of a determination as a PDF, with recap per province and kabupaten/kota (Pasal 12(3)-(4) Permensos 3/2021)."""

from itertools import groupby

from django.conf import settings
from django.urls import reverse

from dasar.berkas import PDF, simpan_isi
from dasar.jejak import NEGARA, SISTEM, Pelaku, atas_nama
from dasar.models import Berkas
from dasar.pdf import VARIAN_WARGA, buat_pdf
from dasar.periode import nama as nama_bulan
from dasar.periode import sebelum
from penetapan.alur import LAMPIRKAN
from penetapan.models import Penetapan, RekapPenetapan
from penetapan.ringkasan import BarisWilayah, jumlah_rekap, objek_rekap, rekap_per_wilayah
from wilayah.models import Tingkat, Wilayah

# Objects beside each other in one table of a landscape page; more programmes give further tables.
OBJEK_PER_TABEL = 5
_NOL = {"masuk": 0, "keluar": 0, "aktif": 0}


def lampirkan_keputusan(penetapan: Penetapan, *, oleh: Pelaku) -> Berkas:
    """Make the decree's document and attach it, once; gives the one attached already. A transaction of its own.

    The determination stands without its document, so a crash between the two costs only the document.
    """
    if penetapan.keputusan_id is None:
        berkas = buat_keputusan(penetapan, oleh=oleh)
        # Whoever came second finds the document attached and leaves it: what was handed out stays the one.
        with atas_nama(oleh, LAMPIRKAN.nama):
            Penetapan.objects.filter(pk=penetapan.pk, keputusan__isnull=True).update(keputusan=berkas)
        penetapan.refresh_from_db()
    return penetapan.keputusan


def buat_keputusan(penetapan: Penetapan, *, oleh: Pelaku = SISTEM) -> Berkas:
    """Render and store the decree. It holds counts only, no person."""
    isi = buat_pdf("penetapan/pdf/keputusan.html", konteks_keputusan(penetapan), varian=VARIAN_WARGA)
    nama = f"Keputusan DTKS {nama_bulan(penetapan.periode)}.pdf"
    return simpan_isi(isi, nama, PDF, wilayah=NEGARA, oleh=oleh)


def konteks_keputusan(penetapan: Penetapan) -> dict:
    """What templates/penetapan/pdf/keputusan.html needs."""
    rekap = RekapPenetapan.objects.filter(penetapan=penetapan)
    objek = objek_rekap()
    jumlah = jumlah_rekap(rekap)
    kabupaten = rekap_per_wilayah(rekap, Tingkat.KABUPATEN)
    nama = dict(Wilayah.objects.provinsi().values_list("kode", "nama"))
    return {
        "judul": "Keputusan Menteri Sosial Republik Indonesia",
        "nomor": penetapan.nomor_sk,
        "instansi_induk": "Menteri Sosial",
        "instansi": "Republik Indonesia",
        "kota": "Jakarta",
        "tanggal": penetapan.ditetapkan_pada,
        "jabatan": "a.n. Menteri Sosial Republik Indonesia",
        "penandatangan": penetapan.ditetapkan_oleh.nama,
        "keterangan_ttd": "Ditetapkan secara elektronik",
        "kode_verifikasi": penetapan.kode_verifikasi,
        "url_verifikasi": settings.ALAMAT_PORTAL + reverse("verifikasi:rincian", args=[penetapan.kode_verifikasi]),
        "penetapan": penetapan,
        "bulan_lalu": sebelum(penetapan.periode),
        "jumlah": [(n, jumlah.get(k, _NOL)) for k, n in objek],
        "segel": bytes(penetapan.akar).hex(),
        "segel_jejak": bytes(penetapan.akar_jejak).hex() if penetapan.akar_jejak else "",
        "tabel_provinsi": _tabel(rekap_per_wilayah(rekap, Tingkat.PROVINSI), objek),
        "provinsi": [
            (nama.get(kode, kode), _tabel(list(baris), objek))
            for kode, baris in groupby(kabupaten, lambda b: b.wilayah.kode[:2])
        ],
    }


def _tabel(baris: list[BarisWilayah], objek: list[tuple[str, str]]) -> list[dict]:
    """Tables of at most OBJEK_PER_TABEL objects: {"objek": [names], "baris": [(area, [numbers])]}."""
    bagian = [objek[n : n + OBJEK_PER_TABEL] for n in range(0, len(objek), OBJEK_PER_TABEL)]
    return [
        {
            "objek": [n for _, n in kelompok],
            "baris": [(b.wilayah.nama, [b.isi.get(k, _NOL)[g] for k, _ in kelompok for g in _NOL]) for b in baris],
        }
        for kelompok in bagian
    ]
