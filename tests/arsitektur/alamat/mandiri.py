from tests.arsitektur.alamat import MILIK, SIAPA_PUN, Alamat, pemegang

WARGA = pemegang("usul_mandiri")
BACA = pemegang("lihat_usulan")
DESA = pemegang("ajukan_usulan")
KABUPATEN = pemegang("periksa_kelengkapan")
_SAYA = {"letak": MILIK, "pemilik": "warga"}


def _draf(d) -> tuple[int]:
    return (d.pendaftaran_draf.pk,)


def _dikirim(d) -> tuple[int]:
    return (d.pendaftaran.pk,)


def _dialihkan(d) -> tuple[int]:
    return (d.dialihkan.pk,)


def _koreksi(d) -> tuple[int]:
    return (d.koreksi.pk,)


ALAMAT: dict[str, Alamat] = {
    "usulan_saya:daftar": Alamat(WARGA, daftar=True),
    "usulan_saya:buat": Alamat(WARGA),
    "usulan_saya:rincian": Alamat(WARGA, args=_draf, pribadi="warga", **_SAYA),
    "usulan_saya:ubah": Alamat(WARGA, args=_draf, **_SAYA),
    "usulan_saya:batalkan": Alamat(WARGA, args=_draf, **_SAYA),
    "usulan_saya:foto_rumah": Alamat(WARGA, args=_draf, pribadi="warga", **_SAYA),
    "usulan_saya:tanda_terima": Alamat(WARGA, args=_dikirim, pribadi="warga", **_SAYA),
    "data_saya:data": Alamat(WARGA, pribadi="warga"),
    "data_saya:cetak": Alamat(WARGA, pribadi="warga"),
    "data_saya:minta_koreksi": Alamat(WARGA),
    "data_saya:koreksi": Alamat(WARGA, args=_koreksi, **_SAYA),
    "data_saya:batalkan_koreksi": Alamat(SIAPA_PUN, boleh=405, args=_koreksi, **_SAYA),
    "data_saya:bukti": Alamat(WARGA, args=_koreksi, pribadi="warga", **_SAYA),
    "mandiri:daftar": Alamat(BACA, daftar=True, pribadi="auditor"),
    "mandiri:masukkan": Alamat(SIAPA_PUN, boleh=405),
    "mandiri:rincian": Alamat(BACA, args=_dikirim, pribadi="auditor"),
    "mandiri:minta_perbaikan": Alamat(DESA | KABUPATEN, args=_dikirim),
    "mandiri:alihkan": Alamat(DESA, args=_dikirim),
    "mandiri:terima": Alamat(SIAPA_PUN, boleh=405, args=_dialihkan),
    "mandiri:tolak": Alamat(KABUPATEN, args=_dialihkan),
    "mandiri:verval_kemensos": Alamat(pemegang("nilai_integritas"), args=_dialihkan),
    "mandiri:foto_rumah": Alamat(BACA, args=_dikirim, pribadi="auditor"),
    "koreksi:daftar": Alamat(BACA, daftar=True, pribadi="auditor"),
    "koreksi:rincian": Alamat(BACA, args=_koreksi, pribadi="auditor"),
    "koreksi:bukti": Alamat(BACA, args=_koreksi, pribadi="auditor"),
    "koreksi:terima": Alamat(DESA | KABUPATEN, args=_koreksi),
    "koreksi:teruskan": Alamat(DESA, args=_koreksi),
    "koreksi:tolak": Alamat(DESA | KABUPATEN, args=_koreksi),
    "koreksi:selesai": Alamat(DESA | KABUPATEN, args=_koreksi),
}
