from dtks.register.kunci import samarkan
from tests.arsitektur.alamat import Alamat, pemegang

LIHAT = pemegang("lihat_register")

ALAMAT = {
    "register:daftar": Alamat(LIHAT, daftar=True),
    "register:individu": Alamat(LIHAT, args=lambda d: (samarkan("nik", d.ditetapkan[1][0].nik),)),
    "register:keluarga": Alamat(LIHAT, args=lambda d: (samarkan("kk", d.ditetapkan[1][0].nomor_kk),)),
}
