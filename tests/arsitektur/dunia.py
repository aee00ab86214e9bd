"""The objects that the addresses name, of one kabupaten, each made when an address first asks for it."""

import datetime as dt
from functools import cached_property
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from akun import kelayakan
from akun.contoh import AKUN_CONTOH
from akun.models import Pendaftaran, SdmKesos
from akun.undangan import Calon, undang
from dasar.models import Pekerjaan
from dasar.pekerjaan import jalankan_pekerjaan
from dtks.register.models import Individu, Program
from penetapan import penilaian
from penetapan.keputusan import lampirkan_keputusan
from penggunaan import penyerahan
from sanggahan import banding, pencarian, pengunduran
from tests.basis_data import tanpa_pemicu
from tests.fixtures.pabrik import foto
from tests.fixtures.sanggahan import Perkara, warga_baru
from tests.fixtures.warga import isi_sampai_kirim
from usulan.koreksi import ajukan_koreksi, teruskan_koreksi
from usulan.models import Usulan
from usulan.pengimporan import terima_buku
from verval import pengesahan, putusan
from verval.surat import lampirkan_surat
from wilayah.models import Wilayah

DESA, KAB, NEGERI = "1209201008", "1209", "00"
# One account per function: the first of the example accounts, all of Asahan or above it.
AKUN = {fungsi: akun for akun, _, fungsi, _ in reversed(AKUN_CONTOH)}


class DuniaSanggahan:
    """Objections in each state, made when an address first asks for one. The objector's limit is five open ones."""

    def __init__(self, dunia: "Dunia") -> None:
        self.pabrik = dunia.pabrik
        self.buat = Perkara(dunia.pabrik, dunia.pabrik.pelaku)
        nik = {u.nik for u in dunia.ditetapkan[1]}
        self.orang = iter(Individu.objects.berlaku().filter(wilayah=DESA, nik__in=nik).order_by("nik"))

    @cached_property
    def dikirim(self):
        return self.buat.dikirim(next(self.orang))

    @cached_property
    def ditugaskan(self):
        return self.buat.ditugaskan(next(self.orang))

    @cached_property
    def dikunjungi(self):
        return self.buat.dikunjungi(next(self.orang))

    @cached_property
    def terbukti(self):
        return self.buat.terbukti(next(self.orang))[0]

    @cached_property
    def tidak_terbukti(self):
        return self.buat.tidak_terbukti(next(self.orang))

    @cached_property
    def kunci(self):
        return pencarian._kunci(next(self.orang).nik, self.pabrik.pelaku("warga"))

    @cached_property
    def tentang_warga(self):
        """Against the citizen `warga`, by a neighbour."""
        return self.buat.ditugaskan(self._warga_terdaftar, oleh=self._tetangga)

    @cached_property
    def tetangga(self):
        """By a neighbour against a third person: `warga` may say something to it."""
        return self.buat.ditugaskan(next(self.orang), oleh=self._tetangga)

    @cached_property
    def _tetangga(self):
        return warga_baru("Tetangga", "9901010101909801")

    @cached_property
    def _warga_terdaftar(self):
        """The account of `warga` carries the NIK of a registered person."""
        orang = next(self.orang)
        with tanpa_pemicu() as kursor:
            kursor.execute("update akun_pengguna set nik = %s where username = 'warga'", [orang.nik])
        return orang

    @cached_property
    def keberatan(self):
        return banding.ajukan_keberatan(
            self.tidak_terbukti, "Rumah yang difoto bukan rumah keluarga yang saya sanggah.", oleh=self.pabrik.pelaku("warga")
        )

    @cached_property
    def penolakan(self):
        """A refusal of the citizen's own: the NIK of the account was refused by the verifikator."""
        usulan = self.pabrik.lengkap()[0]
        putusan.putuskan(
            Usulan.objects.filter(pk=usulan.pk), "tidak_layak", oleh=self.pabrik.pelaku("verifikator"), alasan="N01",
            catatan="Data tidak cocok.",
        )  # fmt: skip
        with tanpa_pemicu() as kursor:
            kursor.execute("update akun_pengguna set nik = %s where username = 'warga'", [usulan.nik])
        return usulan

    @cached_property
    def mundur(self):
        orang = next(self.orang)
        return pengunduran.mundur_di_desa(
            orang.nik, "DTKS", "Sudah bekerja.", ktp=foto("ktp.jpg"), surat=foto("surat.jpg"), oleh=self.pabrik.pelaku("desa")
        )


class Dunia:
    """Objects of Asahan in every state, made when an address first asks for one."""

    def __init__(self, pabrik) -> None:
        self.pabrik = pabrik

    @cached_property
    def musyawarah(self):
        return self.pabrik.musyawarah()

    @cached_property
    def dokumen(self):
        return self.musyawarah.dokumen.order_by("pk").first()

    @cached_property
    def disusun(self):
        return self.pabrik.disusun(musyawarah=self.musyawarah)[0]

    @cached_property
    def diajukan(self):
        return self.pabrik.diajukan()[0]

    @cached_property
    def lengkap(self):
        return self.pabrik.lengkap()[0]

    @cached_property
    def layak(self):
        return self.pabrik.layak()[0]

    @cached_property
    def dibundel(self):
        """(batch, proposals)."""
        return self.pabrik.dibundel()

    @cached_property
    def disahkan(self):
        """A batch with its letter."""
        kepala = self.pabrik.pelaku("kepala")
        batch = pengesahan.sahkan(self.pabrik.dibundel()[0], nomor_surat="S/ALAMAT/2026", oleh=kepala)
        return lampirkan_surat(batch, oleh=kepala)

    @cached_property
    def diteruskan(self):
        return self.pabrik.diteruskan()[0]

    @cached_property
    def ditetapkan(self):
        """(determination with its decree, proposals)."""
        hasil = self.pabrik.ditetapkan(n=12)
        lampirkan_keputusan(hasil[0], oleh=self.pabrik.pelaku("menteri"))
        return hasil

    @cached_property
    def pendaftaran(self):
        """A sent self-registration of the citizen."""
        return self.pabrik.pendaftaran()

    @cached_property
    def pendaftaran_draf(self):
        return self.pabrik.pendaftaran(kirim=False)

    @cached_property
    def dialihkan(self):
        """A self-registration that waits in the kabupaten/kota, so long that the ministry may take it."""
        p = self.pabrik.dialihkan(untuk="keluarga")
        with tanpa_pemicu():
            type(p).objects.filter(pk=p.pk).update(dialihkan_pada=timezone.now() - dt.timedelta(days=60))
        return p

    @cached_property
    def koreksi(self):
        """A citizen's request for correction, with its proof."""
        return ajukan_koreksi("alamat", "Jalan Mawar 3", bukti=foto("kk.jpg"), oleh=self.pabrik.pelaku("warga"))

    @cached_property
    def koreksi_diteruskan(self):
        k = ajukan_koreksi("nama", "SITI AMINAH", oleh=self.pabrik.pelaku("warga"))
        teruskan_koreksi(k, oleh=self.pabrik.pelaku("desa"))
        return k

    @cached_property
    def perkara(self):
        """Objections of the citizen `warga` in several states, against persons of the village; and a resignation."""
        return DuniaSanggahan(self)

    @cached_property
    def petugas(self):
        """The assignment of the village operator."""
        return self.pengguna.penugasan.get(status="aktif")

    @cached_property
    def undangan(self):
        """An invited village operator, with the decree's file."""
        mulai = timezone.localdate()
        return undang(
            Calon("Ahmad Rifai", "9901010101909001"),
            "pengisi_desa",
            self.petugas.wilayah,
            nomor_sk="SK/9/2026",
            sk=foto(),
            mulai=mulai,
            selesai=mulai + dt.timedelta(days=300),
            oleh=self.pabrik.pelaku("admin.kab"),
        )[0]

    @cached_property
    def pendaftaran_akun(self):
        """A citizen's registration in the queue."""
        isi_sampai_kirim(Client())
        return Pendaftaran.objects.latest("pk")

    @cached_property
    def temuan(self):
        """The village operator stands in the list of SDM Kesos."""
        SdmKesos.objects.create(nik=self.petugas.nik, nama="Nurhasanah", jenis="PKH")
        kelayakan.periksa()
        return self.petugas.temuan.get()

    @cached_property
    def pengecualian(self):
        return kelayakan.kecualikan(
            "9901010101909002",
            "sdm_kesos",
            Wilayah.objects.get(pk="1209"),
            nomor_berkas="B/1/2026",
            alasan="Surat pengunduran diri sudah diterima.",
            berlaku_sampai=timezone.localdate() + dt.timedelta(days=90),
            oleh=self.pabrik.pelaku("pusdatin"),
        )

    @cached_property
    def pengguna(self):
        return get_user_model().objects.get(username="desa")

    def pekerjaan(self, fungsi: str = "pengisi_desa") -> Pekerjaan:
        """A waiting job of the account of one function."""
        oleh = self.pabrik.pelaku(AKUN[fungsi])
        return Pekerjaan.objects.get_or_create(
            jenis="periksa_impor",
            kunci=f"alamat-{fungsi}",
            defaults={"pengguna": oleh.pengguna_id, "fungsi": oleh.fungsi, "wilayah": oleh.wilayah},
        )[0]

    @cached_property
    def impor(self):
        """The clean workbook of Kisaran Timur, checked."""
        isi = (Path(__file__).parents[1] / "data" / "asahan-bersih.xlsx").read_bytes()
        unggahan = SimpleUploadedFile("asahan-bersih.xlsx", isi)
        impor, kerja = terima_buku(self.musyawarah, unggahan, oleh=self.pabrik.pelaku("desa"))
        jalankan_pekerjaan(kerja.pk)
        return impor

    @cached_property
    def permintaan(self):
        """A request for data that was handed over."""
        desa = self.ditetapkan[1][0].wilayah_id
        permintaan = penyerahan.ajukan(
            foto(),
            oleh=self.pabrik.pelaku("kl"),
            lembaga="Kementerian Kesehatan",
            singkatan="KEMENKES",
            jabatan="Kepala Pusat Data",
            nomor_surat="S-1/2026",
            dasar_hukum="Perjanjian kerja sama",
            tujuan="Pemadanan",
            program=Program.objects.get(pk="PKH"),
            cakupan=Wilayah.objects.get(pk=desa),
            kolom=["ALAMAT"],
            lama_hari=30,
        )
        penyerahan.setujui(permintaan, oleh=self.pabrik.pelaku("menteri"))
        kerja = penyerahan.mulai_penyerahan(permintaan, bentuk="csv", oleh=self.pabrik.pelaku("pusdatin"))
        jalankan_pekerjaan(kerja.pk)
        permintaan.refresh_from_db()
        return permintaan

    @cached_property
    def penilaian(self):
        """An assessment of what was passed on, without its effects."""
        return self.diteruskan and penilaian.nilai(oleh=self.pabrik.pelaku("penilai"))
