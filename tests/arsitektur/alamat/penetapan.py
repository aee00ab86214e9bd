from tests.arsitektur.alamat import NEGERI, SIAPA_PUN, UMUM, Alamat, Dunia, pemegang

PANTAU = pemegang("pantau_wilayah")
NILAI = pemegang("nilai_integritas")
TETAPKAN = pemegang("tetapkan_dtks")


def _penilaian(d: Dunia) -> tuple:
    return (d.penilaian.pk,)


def _penetapan(d: Dunia) -> tuple:
    return (d.ditetapkan[0].pk,)


ALAMAT = {
    "penetapan:daftar": Alamat(PANTAU, daftar=True),
    "penetapan:penerusan": Alamat(PANTAU, daftar=True),
    "penetapan:penilaian": Alamat(pemegang("nilai_integritas", "lihat_jejak"), daftar=True),
    "penetapan:periksa": Alamat(NILAI, boleh=405),
    "penetapan:penilaian_rincian": Alamat(
        pemegang("nilai_integritas", "lihat_jejak"), args=_penilaian, letak=NEGERI, daftar=True, pribadi="auditor"
    ),
    "penetapan:terapkan": Alamat(NILAI, args=_penilaian, letak=NEGERI),
    "penetapan:rencana": Alamat(TETAPKAN),
    "penetapan:tetapkan": Alamat(TETAPKAN),
    "penetapan:rincian": Alamat(PANTAU, args=_penetapan, letak=NEGERI),
    "penetapan:keputusan": Alamat(PANTAU, args=_penetapan, letak=NEGERI),
    "penetapan:buat_keputusan": Alamat(TETAPKAN, boleh=405, args=_penetapan, letak=NEGERI),
    "verifikasi:formulir": Alamat(SIAPA_PUN, tamu=200),
    "verifikasi:rincian": Alamat(SIAPA_PUN, boleh=404, tamu=404, args=lambda d: ("AAAA-BBBB-CCCC",), letak=UMUM),
}
