"""What citizens do in the example: registrations, a correction, objections at each stage, in the village of the account `warga`.

Everything goes through the public acts, in the names of the example accounts and of two neighbours without a password.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from django.utils import timezone

from akun.alur import BUKTIKAN, DAFTAR, KIRIM_PENDAFTARAN
from akun.models import Pendaftaran as PendaftaranAkun
from akun.models import Pengguna
from akun.pakta import tanda_tangani
from akun.penugasan import angkat
from dasar.alur import jalankan
from dasar.berkas import simpan_foto
from dasar.jejak import SISTEM, Pelaku, atas_nama
from dasar.rekaan import keluarga_rekaan
from dtks.register.models import Individu, Kepesertaan
from penetapan.contoh.desa import gambar
from penetapan.contoh.petugas import pelaku
from sanggahan import banding, pelaporan, pemeriksaan, pengajuan, putusan
from sanggahan.models import Sanggahan
from usulan import koreksi, mandiri, verval_mandiri
from usulan.models import Pendaftaran
from wilayah.models import Wilayah

DESA = "1209201008"
# Family numbers of the generator that no village of the example uses.
_NOMOR = 2_400_000
_LINTANG, _BUJUR = 2.984512, 99.626871
_PERNYATAAN = "Rumahnya sudah bertingkat dan ada mobil di depan rumah."


def ramaikan(kata: Callable[[str], None]) -> int:
    """Give citizens' screens something to show; nothing where the village holds too few recipients. Returns how many cases."""
    sasaran = list(_penerima(5))
    if len(sasaran) < 5:
        return 0
    kata("Warga Kisaran Timur: pendaftaran, koreksi, dan sanggahan")
    warga, tetangga, calon = pelaku("warga"), _warga_baru("Rosmawati", 1), _warga_baru("Paiman", 2)
    pendaftaran = [_daftarkan(nomor, oleh) for nomor, oleh in enumerate((warga, warga, tetangga))]
    verval_mandiri.alihkan(pendaftaran[1], alasan="D06", oleh=pelaku("desa"))
    verval_mandiri.minta_perbaikan(
        pendaftaran[2], alasan="C07", catatan="Foto KK terpotong di bagian bawah.", oleh=pelaku("desa")
    )
    koreksi.ajukan_koreksi("alamat", "Jalan Mawar 3, RT 002 RW 001", bukti=gambar("Kartu keluarga"), oleh=warga)
    diteruskan = koreksi.ajukan_koreksi("nama", "ROSMAWATI BR. SITORUS", oleh=tetangga)
    koreksi.teruskan_koreksi(diteruskan, oleh=pelaku("desa"))
    for nomor in range(2):
        _antre_akun(nomor)
    _sanggah(sasaran, warga, [tetangga, calon])
    return len(pendaftaran) + 2 + 2 + len(sasaran)


def _penerima(jumlah: int) -> Iterator[Individu]:
    """Recipients of the village, one of each family."""
    peserta = Kepesertaan.objects.berlaku().filter(wilayah=DESA).values("nik")
    kepala = Individu.objects.berlaku().filter(wilayah=DESA, nik__in=peserta, hubungan=1)
    yield from kepala.order_by("nik")[:jumlah]


def _warga_baru(nama: str, urutan: int) -> Pelaku:
    pengguna = Pengguna(username=f"contoh.warga.{urutan}", nama=nama, nik=f"990101010181{urutan:04d}")
    pengguna.set_unusable_password()
    pengguna.save()
    masa = {"mulai": dt.date(2026, 1, 1), "selesai": dt.date(2099, 12, 31)}
    penugasan = angkat(pengguna, "warga", Wilayah.objects.get(pk=DESA), nomor_sk=f"W/{urutan}/CONTOH", oleh=SISTEM, **masa)
    tanda_tangani(penugasan, oleh=penugasan.pelaku)
    return penugasan.pelaku


def _daftarkan(nomor: int, oleh: Pelaku) -> Pendaftaran:
    """A registration of a family that is not in the register, sent."""
    keluarga = next(keluarga_rekaan([DESA], 1, benih=_NOMOR, nomor_awal=_NOMOR + nomor, pada=timezone.localdate()))
    orang = keluarga.anggota[0]
    kolom = (
        "nik",
        "nama",
        "tempat_lahir",
        "tanggal_lahir",
        "ibu_kandung",
        "jenis_kelamin",
        "pekerjaan",
        "status_kawin",
        "shdk",
    )
    anggota = {k: getattr(orang, k) for k in kolom} | {"program": "NONBANSOS"}
    anggota |= {k: getattr(keluarga, k) for k in ("nomor_kk", "alamat", "rt", "rw")}
    pendaftaran = mandiri.susun_pendaftaran(
        [anggota], {f"sk{n}": n % 3 != 0 for n in range(10)}, oleh=oleh, untuk="orang_lain",
        keterangan="Tinggal di rumah papan dan bekerja serabutan.", foto_rumah=gambar(f"Rumah {nomor + 1}"),
    )  # fmt: skip
    return mandiri.kirim_pendaftaran(pendaftaran, oleh=oleh, benar=True)


def _antre_akun(nomor: int) -> None:
    """A registration of an account that waits in the queue; the pictures say what they stand for."""
    keluarga = next(keluarga_rekaan([DESA], 1, benih=_NOMOR, nomor_awal=_NOMOR + 50 + nomor, pada=timezone.localdate()))
    orang = keluarga.anggota[0]
    with atas_nama(SISTEM, DAFTAR.nama):
        daftar = PendaftaranAkun.objects.create(
            nik=orang.nik, nomor_kk=keluarga.nomor_kk, nama=orang.nama, tanggal_lahir=orang.tanggal_lahir, wilayah_id=DESA,
            saluran="surel", surel=f"warga{nomor}@contoh.invalid", sandi="!",
        )  # fmt: skip
    baris = PendaftaranAkun.objects.filter(pk=daftar.pk)
    jalankan(baris, BUKTIKAN, oleh=SISTEM)
    foto = {
        "foto_ktp": simpan_foto(gambar(f"KTP {orang.nama}"), wilayah=DESA, oleh=SISTEM),
        "swafoto": simpan_foto(gambar(f"Foto diri {orang.nama}"), wilayah=DESA, oleh=SISTEM),
    }
    jalankan(baris, KIRIM_PENDAFTARAN, oleh=SISTEM, diajukan_pada=timezone.now(), **foto)


def _sanggah(sasaran: list[Individu], penyanggah: Pelaku, tetangga: list[Pelaku]) -> None:
    """Five objections: sent, being visited, waiting for the verdict, proven, not proven and appealed against."""
    _, dicek, dikunjungi, terbukti, tidak = [_satu(orang, penyanggah) for orang in sasaran]
    for s in (dicek, dikunjungi, terbukti, tidak):
        pemeriksaan.tugaskan(s, pelaku("desa").pengguna_id, pokok="Keluarga dinilai sudah mampu.", oleh=pelaku("kabupaten"))
    for s in (dikunjungi, terbukti, tidak):
        for urutan, satu in enumerate(tetangga):
            pelaporan.tanggapi(_segar(s), urutan == 0, oleh=satu)
        _kunjungi(_segar(s))
    verifikator = pelaku("verifikator")
    mampu = "Kunjungan menunjukkan keluarga ini sudah mampu."
    putusan.buktikan(_segar(terbukti), hasil="penghentian", sebab="mampu", penjelasan=mampu, oleh=verifikator)
    masih = "Keluarga ini masih memenuhi kriteria; mobil yang difoto milik tetangga."
    putusan.bantah(_segar(tidak), alasan="ST1", penjelasan=masih, oleh=verifikator)
    banding.ajukan_keberatan(_segar(tidak), "Mobil itu setiap malam ada di halaman rumahnya.", oleh=penyanggah)


def _satu(orang: Individu, oleh: Pelaku) -> Sanggahan:
    return pengajuan.sanggah(
        orang, alasan="SG1", pernyataan=_PERNYATAAN, foto=[gambar("Rumah yang disanggah")], lintang=_LINTANG, bujur=_BUJUR,
        oleh=oleh,
    )  # fmt: skip


def _kunjungi(s: Sanggahan) -> None:
    desa = pelaku("desa")
    pelaporan.jawab(s, "Mobil itu milik tetangga yang menumpang parkir.", penjawab=s.nama.title(), oleh=desa)
    pelaporan.laporkan(
        s, dikunjungi_pada=timezone.now(), jawaban={f"sk{n}": bool(n % 2) for n in range(10)}, bertemu=True,
        uraian="Rumah tembok, lantai keramik, perabot sederhana.", foto=[gambar("Tampak depan"), gambar("Ruang dalam")],
        lintang=_LINTANG, bujur=_BUJUR, oleh=desa,
    )  # fmt: skip


def _segar(s: Sanggahan) -> Sanggahan:
    return Sanggahan.objects.get(pk=s.pk)
