from dtks.register.kunci import samarkan
from tests.arsitektur.alamat import DESA, SIAPA_PUN, UMUM, Alamat, Dunia, pemegang

LIHAT = pemegang("lihat_register")


def _orang(d: Dunia) -> tuple[str]:
    return (samarkan("nik", d.ditetapkan[1][0].nik),)


ALAMAT = {
    "cek:pilih": Alamat(SIAPA_PUN, tamu=200, daftar=True),
    "cek:periksa": Alamat(SIAPA_PUN, tamu=200, args=lambda d: (DESA,), letak=UMUM),
    "register:daftar": Alamat(LIHAT, daftar=True, pribadi="pengisi_desa"),
    # Without a village named, only a village officer's own can be meant.
    "register:ekspor": Alamat(LIHAT & pemegang("ekspor_data") & pemegang("ajukan_usulan")),
    "register:bnba": Alamat(pemegang("ekspor_data")),
    "register:individu": Alamat(LIHAT, args=_orang, pribadi="auditor"),
    "register:buka_nomor": Alamat(LIHAT & pemegang("buka_data_pribadi"), boleh=405, args=_orang),
    "register:keluarga": Alamat(LIHAT, args=lambda d: (samarkan("kk", d.ditetapkan[1][0].nomor_kk),), pribadi="auditor"),
}
