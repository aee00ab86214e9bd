from tests.arsitektur.alamat import DI_BAWAH_KABUPATEN, KAB, Alamat, Dunia, pemegang

PERIKSA = pemegang("periksa_kelengkapan")
PUTUSKAN = pemegang("putuskan_usulan")
SUSUN = pemegang("susun_batch")
SAHKAN = pemegang("sahkan_batch")
LIHAT_BATCH = pemegang("susun_batch", "sahkan_batch", "putuskan_usulan", "pantau_wilayah")


def _batch(d: Dunia) -> tuple:
    return (d.dibundel[0].pk,)


HANYA_POST = Alamat(boleh=405, lain=405)

ALAMAT = {
    "verval:muka": Alamat(LIHAT_BATCH | PERIKSA, boleh=302),
    "verval:kelengkapan_daftar": Alamat(PERIKSA, daftar=True),
    "verval:kelengkapan_dikembalikan": Alamat(PERIKSA, daftar=True, pribadi="pengisi_kabupaten"),
    "verval:kelengkapan_langsung": Alamat(PERIKSA, daftar=True, pribadi="pengisi_kabupaten"),
    "verval:kelengkapan_proses": HANYA_POST,
    "verval:kelengkapan_rincian": Alamat(
        PERIKSA, args=lambda d: (d.diajukan.musyawarah_id,), daftar=True, pribadi="pengisi_kabupaten"
    ),
    "verval:antrean": Alamat(PUTUSKAN, daftar=True, pribadi="verifikator"),
    "verval:putusan": Alamat(PUTUSKAN, args=lambda d: (d.lengkap.pk,), pribadi="verifikator"),
    "verval:putuskan": HANYA_POST,
    "verval:batch_daftar": Alamat(LIHAT_BATCH, daftar=True),
    "verval:batch_susun": Alamat(SUSUN),
    # A batch belongs to a kabupaten/kota: whoever stands below it sees none.
    "verval:batch_rincian": Alamat(LIHAT_BATCH - DI_BAWAH_KABUPATEN, args=_batch, letak=KAB, daftar=True, pribadi="kepala"),
    "verval:batch_batalkan": Alamat(SUSUN, args=_batch, letak=KAB),
    "verval:batch_keluarkan": Alamat(boleh=405, lain=405, args=_batch, letak=KAB),
    "verval:batch_sahkan": Alamat(SAHKAN, args=_batch, letak=KAB),
    "verval:surat": Alamat(
        pemegang("lihat_usulan") - DI_BAWAH_KABUPATEN, args=lambda d: (d.disahkan.pk,), letak=KAB, pribadi="kepala"
    ),
    "verval:surat_buat": Alamat(boleh=405, lain=405, args=_batch, letak=KAB),
}
