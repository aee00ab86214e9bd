from penggunaan.models import MELIHAT_SEMUA
from tests.arsitektur.alamat import NEGERI, UMUM, Alamat, Dunia, pemegang

KL = frozenset(["kl"])
PEMBACA = KL | {f.value for f in MELIHAT_SEMUA}
LAPORAN = pemegang("pantau_wilayah", "lihat_register")


def _permintaan(d: Dunia) -> tuple[int]:
    return (d.permintaan.pk,)


ALAMAT = {
    "penggunaan:daftar": Alamat(PEMBACA, letak=UMUM, daftar=True),
    "penggunaan:ajukan": Alamat(KL, letak=UMUM),
    "penggunaan:rincian": Alamat(PEMBACA, args=_permintaan, letak=NEGERI),
    "penggunaan:putuskan": Alamat(frozenset(["pusdatin", "manajemen"]), boleh=405, args=_permintaan, letak=NEGERI),
    "penggunaan:serahkan": Alamat(frozenset(["pusdatin"]), boleh=405, args=_permintaan, letak=NEGERI),
    "penggunaan:laporkan": Alamat(KL, boleh=405, args=_permintaan, letak=NEGERI),
    "penggunaan:batalkan": Alamat(KL, boleh=405, args=_permintaan, letak=NEGERI),
    "penggunaan:unduh": Alamat(KL, args=_permintaan, letak=NEGERI),
    "penggunaan:dokumen": Alamat(PEMBACA, args=lambda d: (d.permintaan.pk, "bast"), letak=NEGERI),
    "penggunaan:kabar": Alamat(LAPORAN, letak=UMUM, daftar=True),
    "penggunaan:kabar_henti": Alamat(LAPORAN, boleh=405, letak=UMUM),
    "laporan:muka": Alamat(LAPORAN, letak=UMUM, daftar=True),
    "laporan:langganan": Alamat(LAPORAN, boleh=405, letak=UMUM),
    "laporan:unduh": Alamat(LAPORAN, args=lambda d: d.ditetapkan and ("xlsx",), letak=UMUM),
}
