from tests.arsitektur.alamat import MILIK, SIAPA_PUN, UMUM, Alamat, Dunia, pemegang

LIHAT_PETUGAS = pemegang("kelola_pengguna", "kelola_pengguna_pusat", "lihat_petugas")
KELOLA = pemegang("kelola_pengguna", "kelola_pengguna_pusat")
# A village operator is the business of the administrator of his kab/kota, not of Pusdatin.
ADMIN_KAB = pemegang("kelola_pengguna")
PUSAT = pemegang("kelola_pengguna_pusat")


def _petugas(d: Dunia) -> tuple:
    return (d.petugas.pk,)


def _pendaftaran(d: Dunia) -> tuple:
    return (d.pendaftaran_akun.pk,)


# Every account of the examples has its code app, but for the citizen's; that of an ended assignment keeps its own.
BERKODE = SIAPA_PUN - {"warga"}


ALAMAT = {
    "akun:masuk": Alamat(SIAPA_PUN, boleh=302, tamu=200),
    "akun:keluar": Alamat(SIAPA_PUN, boleh=405, tamu=302),
    "akun:masuk_kode": Alamat(SIAPA_PUN, boleh=302),
    "akun:masuk_pemulihan": Alamat(SIAPA_PUN, boleh=302),
    "akun:daftar_kode": Alamat(BERKODE, boleh=302, lain=200),
    "akun:atur_sandi": Alamat(SIAPA_PUN, boleh=410, tamu=410, args=lambda d: ("bukan-tautan",), letak=UMUM),
    "akun:kode": Alamat(BERKODE, lain=302),
    "akun:kode_ganti": Alamat(BERKODE, lain=302),
    "akun:sesi": Alamat(SIAPA_PUN),
    "akun:sesi_akhiri": Alamat(SIAPA_PUN, boleh=405),
    "akun:sesi_sisa": Alamat(SIAPA_PUN, tamu=200),
    "akun:sesi_lanjut": Alamat(SIAPA_PUN, boleh=405),
    "akun:token": Alamat(SIAPA_PUN),
    "akun:token_cabut": Alamat(SIAPA_PUN, boleh=405),
    "akun:draf": Alamat(SIAPA_PUN),
    "akun:draf_simpan": Alamat(SIAPA_PUN, boleh=405),
    "akun:draf_buang": Alamat(SIAPA_PUN, boleh=405, args=lambda d: (1,), letak=MILIK),
    # A visitor's pages, each led on by what the session holds; without a registration, to the first.
    "akun:warga_daftar": Alamat(SIAPA_PUN, boleh=302, tamu=200),
    "akun:warga_kode": Alamat(SIAPA_PUN, boleh=302),
    "akun:warga_kode_ulang": Alamat(SIAPA_PUN, boleh=405, tamu=405),
    "akun:warga_foto": Alamat(SIAPA_PUN, boleh=302),
    "akun:warga_isian": Alamat(SIAPA_PUN, boleh=302),
    "akun:warga_kirim": Alamat(SIAPA_PUN, boleh=302),
    "akun:warga_keadaan": Alamat(SIAPA_PUN, boleh=302),
    "akun:warga_selesai": Alamat(SIAPA_PUN, boleh=405, tamu=405),
    "akun:warga_lanjut": Alamat(SIAPA_PUN, tamu=200),
    "akun:warga_lanjut_kode": Alamat(SIAPA_PUN, boleh=302),
    "akun:lupa_sandi": Alamat(SIAPA_PUN, tamu=200),
    "akun:lupa_sandi_kode": Alamat(SIAPA_PUN, boleh=302),
    "akun:masuk_pesan": Alamat(SIAPA_PUN, boleh=302),
    "akun:masuk_pesan_ulang": Alamat(SIAPA_PUN, boleh=405),
    # For citizens with a proved contact; the example account has none. tests/akun/test_pendaftaran.py has those.
    "akun:kontak": Alamat(frozenset()),
    "akun:kontak_kode": Alamat(frozenset()),
    "akun:kabar": Alamat(SIAPA_PUN, boleh=405),
    "akun:pindah": Alamat(frozenset()),
    "akun:tutup": Alamat(frozenset()),
    "akun:pendaftaran": Alamat(KELOLA, daftar=True, pribadi="admin_kabupaten"),
    # Pusdatin sees what waited past its day: this one has not.
    "akun:pendaftaran_rincian": Alamat(KELOLA, buta=PUSAT, args=_pendaftaran, pribadi="admin_kabupaten"),
    "akun:pendaftaran_foto": Alamat(
        KELOLA, buta=PUSAT, args=lambda d: (d.pendaftaran_akun.pk, "foto_ktp"), pribadi="admin_kabupaten"
    ),
    "akun:pendaftaran_setujui": Alamat(boleh=405, lain=405, args=_pendaftaran),
    "akun:pendaftaran_tolak": Alamat(KELOLA, buta=PUSAT, args=_pendaftaran),
    "akun:pemberitahuan": Alamat(SIAPA_PUN, daftar=True),
    "akun:pemberitahuan_baca": Alamat(SIAPA_PUN, boleh=405),
    "akun:pemberitahuan_buka": Alamat(SIAPA_PUN, boleh=405, args=lambda d: (1,), letak=MILIK),
    # The administrator who appoints village operators there; tests/akun/test_sesi.py has the others.
    "akun:keamanan": Alamat(frozenset({"admin_kabupaten"}), args=lambda d: (d.pengguna.pk,)),
    "akun:keamanan_sesi": Alamat(SIAPA_PUN, boleh=405, args=lambda d: (d.pengguna.pk,)),
    "akun:keamanan_tautan": Alamat(SIAPA_PUN, boleh=405, args=lambda d: (d.pengguna.pk,)),
    "akun:keamanan_kode": Alamat(SIAPA_PUN, boleh=405, args=lambda d: (d.pengguna.pk,)),
    "akun:beranda": Alamat(SIAPA_PUN),
    "akun:akun": Alamat(SIAPA_PUN),
    "akun:sandi": Alamat(SIAPA_PUN),
    "akun:matriks_peran": Alamat(SIAPA_PUN),
    "akun:undangan": Alamat(SIAPA_PUN, boleh=410, tamu=410),
    # Everybody here has signed: on to the work list.
    "akun:pakta": Alamat(SIAPA_PUN, boleh=302),
    "akun:petugas": Alamat(LIHAT_PETUGAS, daftar=True),
    "akun:petugas_undang": Alamat(KELOLA),
    "akun:petugas_rincian": Alamat(LIHAT_PETUGAS, args=_petugas),
    "akun:petugas_sk": Alamat(LIHAT_PETUGAS, args=lambda d: (d.undangan.pk,)),
    "akun:petugas_kirim_ulang": Alamat(boleh=405, lain=405, args=_petugas),
    "akun:petugas_batalkan": Alamat(ADMIN_KAB, args=_petugas),
    "akun:petugas_tangguhkan": Alamat(ADMIN_KAB, args=_petugas),
    "akun:petugas_aktifkan": Alamat(boleh=405, lain=405, args=_petugas),
    "akun:petugas_perpanjang": Alamat(ADMIN_KAB, args=_petugas),
    "akun:petugas_serah_terima": Alamat(ADMIN_KAB, args=_petugas),
    "akun:petugas_akhiri": Alamat(ADMIN_KAB, args=_petugas),
    "akun:kelayakan": Alamat(LIHAT_PETUGAS, daftar=True),
    "akun:kelayakan_tanggapi": Alamat(ADMIN_KAB, args=lambda d: (d.temuan.pk,)),
    "akun:kelayakan_kecualikan": Alamat(PUSAT, args=lambda d: (d.temuan.pk,)),
    "akun:pengecualian_buat": Alamat(PUSAT),
    "akun:pengecualian_cabut": Alamat(PUSAT, args=lambda d: (d.pengecualian.pk,)),
}
