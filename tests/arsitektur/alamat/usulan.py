from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.arsitektur.alamat import SIAPA_PUN, UMUM, Alamat, pemegang
from tests.fixtures.pabrik import foto
from usulan.models import Impor
from usulan.pemeriksaan import periksa_impor
from usulan.pengimporan import terima_buku
from usulan.penyusunan import simpan_survei

BACA = pemegang("lihat_usulan")
DESA = pemegang("ajukan_usulan")
BUKU = Path(__file__).parents[2] / "data" / "asahan-bersih.xlsx"


def _musyawarah(dunia) -> tuple[int]:
    return (dunia.disusun.musyawarah_id,)


def _draf(dunia) -> tuple[int]:
    return (dunia.disusun.pk,)


def _diajukan(dunia) -> tuple[int]:
    return (dunia.diajukan.pk,)


def _berfoto(dunia) -> tuple[int]:
    """A proposal that the district sees, of a family whose house was photographed before it was sealed."""
    if not hasattr(dunia, "berfoto"):
        oleh = dunia.pabrik.pelaku("desa")
        u = dunia.pabrik.disusun()[0]
        simpan_survei(u.musyawarah, u.nomor_kk, {"sk0": True}, oleh=oleh, foto_rumah=foto())
        dunia.berfoto = u
    return (dunia.berfoto.pk,)


def _impor(dunia) -> tuple[int]:
    if not hasattr(dunia, "impor"):
        oleh = dunia.pabrik.pelaku("desa")
        unggahan = SimpleUploadedFile("usulan.xlsx", BUKU.read_bytes())
        dunia.impor, _ = terima_buku(dunia.musyawarah, unggahan, oleh=oleh)
        periksa_impor(Impor.objects.get(pk=dunia.impor.pk), oleh=oleh, lapor=lambda persen, teks: None)
    return (dunia.impor.pk,)


_HANYA_POST = {"fungsi": SIAPA_PUN, "boleh": 405}

ALAMAT: dict[str, Alamat] = {
    "usulan:daftar": Alamat(BACA, daftar=True, pribadi="auditor"),
    "usulan:kabar_rt": Alamat(DESA, pribadi="pengisi_desa"),
    "usulan:ekspor": Alamat(BACA & pemegang("ekspor_data")),
    "usulan:buka_nomor": Alamat(BACA & pemegang("buka_data_pribadi"), boleh=405, args=_diajukan),
    "usulan:rincian": Alamat(BACA, args=_diajukan, pribadi="auditor"),
    "usulan:ubah": Alamat(DESA, args=_draf, pribadi="pengisi_desa"),
    "usulan:survei_ubah": Alamat(DESA, args=_draf, pribadi="pengisi_desa"),
    "usulan:batalkan": Alamat(DESA, args=_draf, pribadi="pengisi_desa"),
    "usulan:tanda_terima": Alamat(BACA, args=_diajukan, pribadi="auditor"),
    # A draft is the village's own; the auditor sees all.
    "usulan:foto_rumah": Alamat(DESA | {"auditor"}, args=_berfoto, pribadi="auditor"),
    "usulan:musyawarah_daftar": Alamat(BACA, daftar=True),
    "usulan:musyawarah_buat": Alamat(DESA),
    "usulan:musyawarah_rincian": Alamat(BACA, args=_musyawarah, pribadi="auditor"),
    "usulan:musyawarah_ubah": Alamat(DESA, args=_musyawarah),
    "usulan:musyawarah_batalkan": Alamat(DESA, args=_musyawarah),
    "usulan:dokumen_unggah": Alamat(DESA, args=_musyawarah),
    "usulan:dokumen_unduh": Alamat(BACA, args=lambda d: (d.musyawarah.pk, d.dokumen.pk), pribadi="auditor"),
    "usulan:keputusan": Alamat(args=_musyawarah, **_HANYA_POST),
    "usulan:ajukan": Alamat(DESA, args=_musyawarah, pribadi="pengisi_desa"),
    "usulan:ajukan_ulang": Alamat(DESA, args=_musyawarah, pribadi="pengisi_desa"),
    "usulan:keluarga_buat": Alamat(DESA, args=_musyawarah),
    "usulan:keluar_buat": Alamat(DESA, args=_musyawarah),
    "usulan:impor_buat": Alamat(DESA, args=_musyawarah),
    "usulan:impor_rincian": Alamat(DESA, args=_impor, pribadi="pengisi_desa"),
    "usulan:impor_terapkan": Alamat(args=_impor, **_HANYA_POST),
    "usulan:impor_hasil": Alamat(DESA, args=_impor, pribadi="pengisi_desa"),
    "usulan:templat": Alamat(DESA, args=lambda d: (2,), letak=UMUM),
}
