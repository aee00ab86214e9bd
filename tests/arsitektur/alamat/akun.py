from tests.arsitektur.alamat import SIAPA_PUN, Alamat

ALAMAT = {
    "akun:masuk": Alamat(SIAPA_PUN, boleh=302, tamu=200),
    "akun:keluar": Alamat(SIAPA_PUN, boleh=405, tamu=302),
    "akun:beranda": Alamat(SIAPA_PUN),
    "akun:akun": Alamat(SIAPA_PUN),
    "akun:matriks": Alamat(SIAPA_PUN),
    "akun:sandi": Alamat(SIAPA_PUN),
}
