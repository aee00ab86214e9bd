"""The letter of the head of the district's office: what was signed, provable by its hash and by its code."""

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet

from dasar.alur import jalankan
from dasar.berkas import PDF, simpan_isi
from dasar.galat import Ditolak
from dasar.jejak import SISTEM, Pelaku
from dasar.pdf import VARIAN_ARSIP, buat_pdf
from usulan.models import Usulan
from verval.alur import LAMPIRKAN_SURAT, SB
from verval.models import Batch
from wilayah.models import nama_jalur_banyak

# A longer list of names belongs in the portal, not on paper; the letter then counts per village.
NAMA_MAKS = 300


def usulan_batch(batch: Batch) -> QuerySet[Usulan]:
    """The proposals that the batch holds, without those taken out of it."""
    return Usulan.objects.filter(item_batch__batch=batch, item_batch__dikeluarkan_pada__isnull=True)


def rekap(baris: QuerySet[Usulan], digit: int = 6) -> dict:
    """Counts of proposals per area and programme, and per kind, in one statement.

    `digit`: 6 counts per kecamatan, 10 per village. Returns program (column heads), baris [(area, counts, total)],
    kaki (totals per column), jenis [(kind, n)], jumlah.
    """
    isi = list(baris.order_by().values_list("wilayah_id", "program_id", "jenis").annotate(n=Count("pk")))
    program = sorted({p for _, p, _, _ in isi})
    per_wilayah: dict[str, dict[str, int]] = {}
    per_jenis: dict[str, int] = {}
    for wilayah, p, jenis, n in isi:
        kolom = per_wilayah.setdefault(wilayah[:digit], dict.fromkeys(program, 0))
        kolom[p] += n
        per_jenis[jenis] = per_jenis.get(jenis, 0) + n
    jalur = nama_jalur_banyak(per_wilayah)
    return {
        "program": program,
        "baris": [
            (" › ".join(jalur[k][2:]) or k, list(kolom.values()), sum(kolom.values()))
            for k, kolom in sorted(per_wilayah.items())
        ],
        "kaki": [sum(kolom[p] for kolom in per_wilayah.values()) for p in program],
        "jenis": [(nama, per_jenis[kode]) for kode, nama in Usulan.Jenis.choices if kode in per_jenis],
        "jumlah": sum(n for *_, n in isi),
        "desa": len({w for w, *_ in isi}),
    }


def isi_surat(batch: Batch) -> bytes:
    """The PDF of a signed batch; its QR code leads to the public page that verifies it."""
    baris = usulan_batch(batch)
    nama = []
    if batch.jumlah <= NAMA_MAKS:
        nama = list(baris.select_related("program").order_by("wilayah_id", "nomor_kk", "id"))
        jalur = nama_jalur_banyak({u.wilayah_id for u in nama})
        for u in nama:
            u.desa = jalur[u.wilayah_id][-1]
    return buat_pdf(
        "verval/pdf/surat_pengesahan.html",
        {
            "judul": "Surat Pengesahan Hasil Verifikasi dan Validasi Usulan DTKS",
            "nomor": batch.nomor_surat,
            "instansi_induk": f"Pemerintah {batch.wilayah.nama}",
            "instansi": "Dinas Sosial",
            "kota": batch.wilayah.nama.removeprefix("Kabupaten ").removeprefix("Kota "),
            "tanggal": batch.disahkan_pada,
            "jabatan": f"Kepala Dinas Sosial {batch.wilayah.nama}",
            "penandatangan": str(batch.disahkan_oleh),
            "keterangan_ttd": "Disahkan secara elektronik melalui Portal DTKS",
            "kode_verifikasi": batch.kode_verifikasi,
            "url_verifikasi": f"{settings.ALAMAT_PORTAL}/verifikasi/{batch.kode_verifikasi}/",
            "batch": batch,
            "rekap": rekap(baris),
            "nama": nama,
            "rekap_desa": None if nama else rekap(baris, 10),
            "NAMA_MAKS": NAMA_MAKS,
        },
        varian=VARIAN_ARSIP,
    )


def lampirkan_surat(batch: Batch, *, oleh: Pelaku) -> Batch:
    """Make the letter of a signed batch and attach it; a batch that has one keeps it.

    The head attaches it with the signature; when that failed, whoever asks for it has the system do it. Raises Ditolak
    for a batch that is not signed.
    """
    batch = Batch.objects.select_related("wilayah", "disahkan_oleh").get(pk=batch.pk)
    if batch.status != SB.DISAHKAN:
        raise Ditolak("Surat pengesahan baru ada setelah berkas disahkan.", "belum-disahkan")
    if batch.surat_id:
        return batch
    isi = isi_surat(batch)
    with transaction.atomic():
        nama = f"surat-pengesahan-{batch.pk}.pdf"
        berkas = simpan_isi(isi, nama, PDF, wilayah=batch.wilayah_id, oleh=oleh)
        pelaku = oleh if LAMPIRKAN_SURAT.boleh(oleh) else SISTEM
        jalankan(Batch.objects.filter(pk=batch.pk, surat__isnull=True), LAMPIRKAN_SURAT, oleh=pelaku, surat=berkas)
    batch.refresh_from_db()
    return batch
