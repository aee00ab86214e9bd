from django.utils import timezone

from dasar.jejak import SISTEM, catat
from dasar.models import Ekspor, Jejak
from dasar.pekerjaan import jalankan_pekerjaan
from dasar.pengeksporan import minta_ekspor
from dtks.register.kunci import samarkan
from pemantauan.models import Kejanggalan
from tests.arsitektur.alamat import MILIK, SIAPA_PUN, UMUM, Alamat, Dunia, pemegang

JEJAK = pemegang("lihat_jejak")
# Below a village there is nothing to break a number down by.
DESA = frozenset({"pengisi_desa"})
DASBOR = pemegang("pantau_wilayah", "lihat_usulan", "kelola_pengguna")


def _peristiwa(d: Dunia) -> tuple[int]:
    if not hasattr(d, "peristiwa"):
        catat(SISTEM, "uji")
        d.peristiwa = Jejak.objects.latest("pk").pk
    return (d.peristiwa,)


def _ekspor(d: Dunia) -> tuple[int]:
    """A finished export of the village officer."""
    if not hasattr(d, "ekspor"):
        oleh = d.pabrik.pelaku("desa")
        assert d.diajukan
        e = minta_ekspor(
            "usulan",
            {"kueri": ""},
            saringan="",
            cakupan=oleh.wilayah,
            bentuk="csv",
            penuh=False,
            tujuan="layanan_pengaduan",
            oleh=oleh,
        )
        jalankan_pekerjaan(e.pekerjaan_id)
        d.ekspor = Ekspor.objects.get(pk=e.pk)
    return (d.ekspor.pk,)


def _kejanggalan(d: Dunia) -> tuple[int]:
    if not hasattr(d, "kejanggalan"):
        kini = timezone.now()
        d.kejanggalan = Kejanggalan.objects.create(
            jenis="buka",
            kunci="1:uji",
            pengguna=d.pengguna.pk,
            wilayah="1209",
            mulai=kini,
            sampai=kini,
            jumlah=30,
            ambang=30,
            rincian={"orang": 3},
        )
    return (d.kejanggalan.pk,)


def _ditetapkan(d: Dunia) -> tuple[()]:
    """Statistics of a month that was determined; the address itself has no parameter."""
    assert d.ditetapkan
    return ()


ALAMAT = {
    "statistik:statistik": Alamat(SIAPA_PUN, tamu=200, kueri="?wilayah=120920", daftar=True, args=_ditetapkan, letak=UMUM),
    "statistik:unduh": Alamat(SIAPA_PUN, tamu=200, args=_ditetapkan, letak=UMUM),
    "statistik:waktu": Alamat(SIAPA_PUN, tamu=200, daftar=True),
    "pemantauan:muka": Alamat(JEJAK),
    "pemantauan:dasbor": Alamat(DASBOR),
    "pemantauan:dasbor_tabel": Alamat(DASBOR, args=lambda d: ("corong", "csv"), letak=UMUM),
    "pemantauan:dasbor_gambar": Alamat(DASBOR, args=lambda d: ("corong", "svg"), letak=UMUM),
    "pemantauan:ingatkan": Alamat(frozenset({"pemantau_kecamatan"}), boleh=405, args=lambda d: ("1209201008",)),
    "pemantauan:kunjungan": Alamat(pemegang("putuskan_usulan", "periksa_kelengkapan")),
    "pemantauan:sasaran": Alamat(
        pemegang("lihat_register"), args=lambda d: ("mampu",), letak=UMUM, daftar=True, pribadi="verifikator"
    ),
    "pemantauan:sasaran_ekspor": Alamat(
        pemegang("lihat_register") & pemegang("ekspor_data"), args=lambda d: ("mampu",), letak=UMUM
    ),
    "pemantauan:rincian": Alamat(DASBOR - DESA, args=lambda d: ("corong.masuk",), letak=UMUM),
    "pemantauan:rincian_unduh": Alamat(DASBOR - DESA, args=lambda d: ("corong.masuk", "csv"), letak=UMUM),
    "pemantauan:alasan": Alamat(
        pemegang("lihat_usulan"), args=lambda d: ("C06",), letak=UMUM, daftar=True, pribadi="verifikator"
    ),
    "pemantauan:alasan_ekspor": Alamat(pemegang("lihat_usulan") & pemegang("ekspor_data"), args=lambda d: ("C06",), letak=UMUM),
    "pemantauan:orang": Alamat(
        JEJAK, args=lambda d: (samarkan("nik", d.ditetapkan[1][0].nik),), daftar=True, pribadi="auditor"
    ),
    "pemantauan:petugas": Alamat(JEJAK, daftar=True),
    "pemantauan:petugas_rincian": Alamat(JEJAK, args=lambda d: (d.pengguna.pk,), daftar=True, pribadi="auditor"),
    "pemantauan:objek": Alamat(JEJAK, daftar=True),
    "pemantauan:peristiwa": Alamat(JEJAK, daftar=True, pribadi="auditor"),
    "pemantauan:satu_peristiwa": Alamat(JEJAK, args=_peristiwa, daftar=True, pribadi="auditor"),
    "pemantauan:kejanggalan": Alamat(JEJAK, daftar=True, pribadi="auditor"),
    "pemantauan:kejanggalan_unduh": Alamat(JEJAK, args=lambda d: ("csv",), letak=UMUM, pribadi="auditor"),
    "pemantauan:kejanggalan_rincian": Alamat(JEJAK, args=_kejanggalan, daftar=True, pribadi="auditor"),
    "pemantauan:sampel": Alamat(JEJAK, daftar=True),
    "pemantauan:rantai": Alamat(JEJAK, daftar=True),
    "pemantauan:periksa": Alamat(JEJAK, boleh=405),
    "ekspor:daftar": Alamat(pemegang("ekspor_data", "lihat_jejak"), daftar=True),
    # One's own, and for the auditor everybody's; the file only for the one it is marked for.
    "ekspor:rincian": Alamat(frozenset({"pengisi_desa", "auditor"}), args=_ekspor, letak=MILIK),
    "ekspor:unduh": Alamat(frozenset({"pengisi_desa"}), args=_ekspor, letak=MILIK, pribadi="pengisi_desa"),
}
