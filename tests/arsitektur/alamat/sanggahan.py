from tests.arsitektur.alamat import DI_BAWAH_KABUPATEN, MILIK, Alamat, Dunia, pemegang

LIHAT = pemegang("lihat_sanggahan")
DAFTAR = pemegang("lihat_sanggahan", "pantau_sanggahan")
WARGA = pemegang("ajukan_sanggahan")
PERIKSA = pemegang("periksa_sanggahan")
KUNJUNGI = pemegang("kunjungi_sanggahan")
PUTUSKAN = pemegang("putuskan_sanggahan")
PENUH = pemegang("periksa_sanggahan", "putuskan_sanggahan", "putuskan_keberatan", "lihat_jejak")
SAYA = {"letak": MILIK, "pemilik": "warga"}


def _dikirim(d: Dunia) -> tuple:
    return (d.perkara.dikirim.pk,)


def _ditugaskan(d: Dunia) -> tuple:
    return (d.perkara.ditugaskan.pk,)


def _dikunjungi(d: Dunia) -> tuple:
    return (d.perkara.dikunjungi.pk,)


def _bukti(d: Dunia) -> tuple:
    return (d.perkara.dikirim.pk, d.perkara.dikirim.bukti.get().pk)


def _foto(d: Dunia) -> tuple:
    return (d.perkara.dikunjungi.pk, d.perkara.dikunjungi.kunjungan.get().foto.first().pk)


ALAMAT = {
    "sanggahan:daftar": Alamat(DAFTAR, daftar=True, pribadi="verifikator"),
    # A village hears of an objection when it is to be visited: the same address of one that was only sent is not there for it.
    "sanggahan:rincian": Alamat(LIHAT, args=_ditugaskan, pribadi="verifikator"),
    "sanggahan:perkara": Alamat(LIHAT, args=lambda d: (d.perkara.mundur.usulan_id,), pribadi="verifikator"),
    "sanggahan:tolak_awal": Alamat(PERIKSA, args=_dikirim, pribadi="pengisi_kabupaten"),
    "sanggahan:tugaskan": Alamat(PERIKSA, args=_dikirim, pribadi="pengisi_kabupaten"),
    "sanggahan:laporkan": Alamat(KUNJUNGI, args=_ditugaskan, pribadi="pengisi_desa"),
    "sanggahan:catat_jawaban": Alamat(KUNJUNGI, args=_ditugaskan, pribadi="pengisi_desa"),
    "sanggahan:buktikan": Alamat(PUTUSKAN, args=_dikunjungi, pribadi="verifikator"),
    "sanggahan:bantah": Alamat(PUTUSKAN, args=_dikunjungi, pribadi="verifikator"),
    "sanggahan:ulangi": Alamat(PUTUSKAN, args=_dikunjungi, pribadi="verifikator"),
    "sanggahan:surat": Alamat(KUNJUNGI | PERIKSA, args=_ditugaskan, pribadi="pengisi_desa"),
    "sanggahan:bukti": Alamat(PENUH, args=_bukti, pribadi="verifikator"),
    "sanggahan:foto": Alamat(LIHAT, args=_foto, pribadi="verifikator"),
    "sanggahan:keberatan_daftar": Alamat(PENUH, daftar=True, pribadi="kepala"),
    "sanggahan:keberatan_rincian": Alamat(
        PENUH - DI_BAWAH_KABUPATEN, args=lambda d: (d.perkara.keberatan.pk,), pribadi="kepala"
    ),
    "sanggahan:mundur_desa": Alamat(KUNJUNGI),
    "sanggahan:bukti_diri": Alamat(PENUH, args=lambda d: (d.perkara.mundur.pk, "ktp"), pribadi="verifikator"),
    "sanggahan:saya": Alamat(WARGA, daftar=True),
    "sanggahan:saya_cari": Alamat(WARGA),
    "sanggahan:saya_buat": Alamat(WARGA, args=lambda d: (d.perkara.kunci,), pribadi="warga", **SAYA),
    "sanggahan:saya_rincian": Alamat(WARGA, args=_dikirim, pribadi="warga", **SAYA),
    "sanggahan:keluarga_rincian": Alamat(WARGA, args=lambda d: (d.perkara.tentang_warga.pk,), pribadi="warga", **SAYA),
    "sanggahan:tanggapi": Alamat(WARGA, args=lambda d: (d.perkara.tetangga.pk,), pribadi="warga", **SAYA),
    "sanggahan:saya_keberatan": Alamat(WARGA, args=lambda d: (d.perkara.tidak_terbukti.pk,), **SAYA),
    "sanggahan:saya_keberatan_usulan": Alamat(WARGA, args=lambda d: (d.perkara.penolakan.pk,), pribadi="warga", **SAYA),
    "sanggahan:mundur": Alamat(WARGA),
    # Nothing was chosen yet: back to the choice.
    "sanggahan:mundur_kode": Alamat(WARGA, boleh=302),
}
