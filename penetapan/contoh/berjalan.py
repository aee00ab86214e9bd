"""Work under way, so that every screen of the example has something to show: villages at each stage of the month."""

from collections.abc import Callable

from penetapan.contoh.desa import catat_musyawarah, impor_buku, usulkan_keluar
from penetapan.contoh.petugas import petugas
from usulan import pengajuan
from usulan.models import Usulan
from verval import kelengkapan, pembundelan, putusan
from wilayah.models import Wilayah

_NOMOR = 2_500_000
_BARIS = 40


def jalankan_sebagian(kabupaten: str, urutan: int, kata: Callable[[str], None]) -> int:
    """Six villages of a kabupaten: one still writing, one just handed in, two complete, one with returns, one in a batch.

    Returns how many proposals were made.
    """
    desa = list(Wilayah.objects.di_bawah(kabupaten).desa().berlaku().order_by("kode").values_list("kode", flat=True))[:6]
    nama = Wilayah.objects.get(pk=kabupaten).nama_lengkap
    pengisi = petugas("pengisi_kabupaten", kabupaten, f"Pengisi data {nama}")
    verifikator = petugas("verifikator", kabupaten, f"Verifikator {nama}")
    kata(f"{nama}: usulan yang sedang berjalan")
    jumlah = 0
    for nomor, kode in enumerate(desa):
        oleh = petugas("pengisi_desa", kode, f"Operator {kode}")
        musyawarah = catat_musyawarah(oleh, f"470/{nomor + 1:03d}/BA/{kode}", hari_lalu=nomor + 3)
        jumlah += impor_buku(musyawarah, _BARIS, _NOMOR + urutan * 10_000 + nomor * _BARIS, oleh=oleh)[1]
        jumlah += usulkan_keluar(musyawarah, 1, oleh=oleh)
        if nomor == 0:
            continue
        pengajuan.setujui_forum(musyawarah, oleh=oleh)
        pengajuan.ajukan(musyawarah, oleh=oleh, catatan_peringatan="Sudah dicocokkan dengan KTP dan KK.")
        if nomor == 1:
            continue
        milik = Usulan.objects.filter(musyawarah=musyawarah)
        if nomor == 4:
            ambil = list(milik.order_by("nik").values_list("pk", flat=True)[:6])
            kelengkapan.kembalikan_ke_desa(
                oleh=pengisi, usulan=ambil, alasan="C06,N03", catatan="Nama tidak sama dengan berita acara."
            )
        kelengkapan.nyatakan_lengkap(oleh=pengisi, musyawarah=musyawarah)
        if nomor == 5:
            putusan.putuskan(milik, "layak", oleh=verifikator)
            pembundelan.susun_batch(oleh=pengisi, usulan=milik)
    return jumlah
