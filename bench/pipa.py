"""The four big acts at `n` rows: import, result workbook, bulk verdict, determination. Goals: performance, section 6."""

import io
import tempfile
import time
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from bench.alat import Catatan, bergiliran, jalankan, median, sebagai_pemilik, tanpa_pemicu
from bench.cari import cari_selagi
from bench.stok import laju_stok
from bench.tabel import baca_xlsx, ke_xlsx, memori
from dasar import periode as bulan
from dasar.berkas import MB, simpan_isi
from dasar.impor import Batas, buka_tabel
from dasar.jejak import Pelaku
from dasar.rekaan import TempatRekaan, buat_buku
from penetapan import penetapan
from penetapan.contoh.desa import catat_musyawarah
from penetapan.contoh.petugas import pelaku
from usulan import pemeriksaan, pengajuan, pengimporan
from usulan.models import Impor, Musyawarah, Usulan
from verval import kelengkapan, putusan
from wilayah.models import nama_jalur

_DESA = "1209201008"
_NOMOR = 4_000_000


def _diam(persen: int, pesan: str) -> None:
    pass


def buku(n: int, akhiran: str, nomor_awal: int = _NOMOR) -> SimpleUploadedFile:
    """A clean workbook of `n` rows for the bench village."""
    tempat = TempatRekaan(_DESA, *nama_jalur(_DESA))
    with tempfile.TemporaryDirectory() as folder:
        jalur = Path(folder) / f"ukur-{n}.{akhiran}"
        buat_buku(jalur, tempat, n, benih=n, nomor_awal=nomor_awal, versi=1, pada=timezone.localdate())
        return SimpleUploadedFile(jalur.name, jalur.read_bytes(), "text/csv")


class Pipa:
    """Holds the deliberation and the workbook that the measurements share."""

    def __init__(self, catatan: Catatan, n: int, n_stok: int) -> None:
        self.catatan, self.n, self.n_stok = catatan, n, n_stok
        self.desa: Pelaku = pelaku("desa")
        self.berkas = buku(n, "csv")

    def _musyawarah(self) -> Musyawarah:
        return catat_musyawarah(self.desa, f"UKUR/{time.time_ns()}")

    def _impor(self, berkas: SimpleUploadedFile) -> Impor:
        """An import as `terima_buku` opens it, without its limit of size: no village sends a hundred thousand rows."""
        musyawarah = self._musyawarah()
        berkas.seek(0)
        disimpan = simpan_isi(berkas.read(), berkas.name, "text/csv", wilayah=_DESA, oleh=self.desa)
        return Impor.objects.create(
            musyawarah=musyawarah,
            wilayah_id=_DESA,
            berkas=disimpan,
            sha256=disimpan.sha256,
            dibuat_oleh_id=self.desa.pengguna_id,
        )

    def _masukkan(self, impor: Impor) -> None:
        with impor.berkas.jalur.open("rb") as isi:
            tabel = buka_tabel(isi, impor.berkas.nama, batas=Batas(berkas=256 * MB))
            pemeriksaan.tampung(impor.pk, tabel, pemeriksaan.konteks_periksa(_DESA))
        pemeriksaan.terapkan_temuan(impor)
        pemeriksaan.hitung(impor)
        pengimporan.masukkan_baris(impor, oleh=self.desa)

    def impor(self) -> None:
        """Full validation, take-over and events, beside COPY of ready rows into the same table without triggers."""
        wadah: dict[str, Impor] = {}

        def sebelum() -> None:
            wadah["impor"] = self._impor(self.berkas)

        kami = median(lambda: self._masukkan(wadah["impor"]), sebelum=sebelum)
        salinan = self._copy_telanjang()
        self.catatan.tulis(f"COPY {self.n} baris siap ke tabel yang sama", salinan, "detik")
        self.catatan.tulis(f"impor {self.n} baris, semua aturan, peristiwa", kami, "detik")
        self.catatan.tulis("  laju impor terhadap COPY", salinan / kami, "x", ">= 0,30", salinan / kami >= 0.30)
        stok, massal = laju_stok(self.berkas, self.n_stok)
        laju = self.n / kami
        self.catatan.tulis("  django-import-export bawaan", stok, "baris/detik")
        self.catatan.tulis("  django-import-export use_bulk", massal, "baris/detik")
        self.catatan.tulis("  impor kami", laju, "baris/detik")
        self.catatan.tulis("  terhadap bawaan", laju / stok, "x", ">= 30", laju / stok >= 30)
        self.catatan.tulis("  terhadap use_bulk", laju / massal, "x", ">= 20", laju / massal >= 20)

    def _copy_telanjang(self) -> float:
        """Rows as the import made them, copied out once, then COPYed in with keys and constraints but without triggers."""
        with transaction.atomic():
            impor = self._impor(self.berkas)
            self._masukkan(impor)
            kolom = [f.column for f in Usulan._meta.concrete_fields if f.column not in ("id", "impor_id")]
            isi = io.BytesIO()
            with connection.cursor() as kursor:
                kursor.cursor.copy_expert(
                    f"copy (select {', '.join(kolom)} from usulan_usulan where impor_id = {impor.pk}) to stdout", isi
                )
            isi.seek(0)
            nomor = impor.musyawarah_id
            transaction.set_rollback(True)
        lama = str(nomor).encode() + b"\t"
        wadah: dict[str, io.BytesIO] = {}

        def sebelum() -> None:
            baru = str(self._musyawarah().pk).encode() + b"\t"
            # The deliberation was rolled back with the rows; the lines are given the new one's number.
            wadah["isi"] = io.BytesIO(
                b"\n".join(
                    baru + baris[len(lama) :] if baris.startswith(lama) else baris for baris in isi.getvalue().split(b"\n")
                )
            )
            tanpa_pemicu("usulan_usulan")

        def salin() -> None:
            with connection.cursor() as kursor:
                kursor.cursor.copy_expert(f"copy usulan_usulan ({', '.join(kolom)}) from stdin", wadah["isi"])

        return median(salin, sebelum=sebelum)

    def buku_kerja(self, n: int = 5000) -> None:
        """A village's workbook from upload to result workbook."""
        berkas = buku(n, "xlsx", _NOMOR + 200_000)

        def kerja() -> None:
            berkas.seek(0)
            impor, _ = pengimporan.terima_buku(self._musyawarah(), berkas, oleh=self.desa)
            pemeriksaan.periksa_impor(impor, oleh=self.desa, lapor=_diam)

        detik = median(kerja)
        self.catatan.tulis(f"buku kerja {n} baris: unggah sampai buku hasil", detik, "detik", "<= 8", detik <= 8)

    def tabel(self) -> None:
        """Reading alone: XLSX beside openpyxl, and memory."""
        with tempfile.TemporaryDirectory() as folder:
            csv = Path(folder) / "ukur.csv"
            self.berkas.seek(0)
            csv.write_bytes(self.berkas.read())
            xlsx = ke_xlsx(csv)
            baca_xlsx(self.catatan, xlsx)
            memori(self.catatan, csv, 150)
            memori(self.catatan, xlsx, 300)

    def putusan(self) -> None:
        """A bulk verdict with one event each, beside the same UPDATE without triggers."""
        with transaction.atomic():
            self._sampai_lengkap()
            usulan = Usulan.objects.filter(wilayah=_DESA)
            isi = {"oleh": pelaku("verifikator").pengguna_id}
            sql = """update usulan_usulan set status = 'layak', alasan = '', catatan = '', cara_verval = 'meja',
                            diputus_pada = now(), diputus_oleh_id = %(oleh)s
                      where status = 'lengkap' and wilayah_id >= '1209' and wilayah_id < '1209~'"""
            kami, telanjang = bergiliran(
                lambda: putusan.putuskan(usulan, "layak", oleh=pelaku("verifikator")),
                lambda: jalankan(sql, isi),
                lambda: tanpa_pemicu("usulan_usulan"),
            )
            self.catatan.tulis(f"UPDATE {self.n} usulan tanpa peristiwa", telanjang, "detik")
            self.catatan.tulis(f"putusan {self.n} usulan, satu peristiwa masing-masing", kami, "detik", "<= 6", kami <= 6)
            self.catatan.tulis("  terhadap UPDATE", kami / telanjang, "x", "<= 1,5", kami / telanjang <= 1.5)
            transaction.set_rollback(True)

    def _sampai_lengkap(self) -> None:
        impor = self._impor(self.berkas)
        self._masukkan(impor)
        musyawarah = impor.musyawarah
        pengajuan.setujui_forum(musyawarah, oleh=self.desa)
        pengajuan.ajukan(musyawarah, oleh=self.desa, catatan_peringatan="Sudah diperiksa.")
        kelengkapan.nyatakan_lengkap(oleh=pelaku("kabupaten"), musyawarah=musyawarah)
        sebagai_pemilik("analyze usulan_usulan; analyze dasar_jejak")

    def _sampai_lolos(self) -> None:
        self._sampai_lengkap()
        tanpa_pemicu("usulan_usulan")
        jalankan(
            """update usulan_usulan set status = 'lolos', diputus_pada = now(), diputus_oleh_id = %s, disahkan_pada = now(),
                      disahkan_oleh_id = %s, dinilai_pada = now(), dinilai_oleh_id = %s where status = 'lengkap'""",
            [pelaku(a).pengguna_id for a in ("verifikator", "kepala", "penilai")],
        )
        sebagai_pemilik(
            "set constraints all immediate; alter table usulan_usulan enable trigger user; set constraints all deferred;"
            " analyze usulan_usulan"
        )

    def cari_selagi(self) -> None:
        """Look-ups while a determination runs."""

        def kerja() -> None:
            self._sampai_lolos()
            penetapan.tetapkan(bulan.periode_kini(), nomor_sk="UKUR", oleh=pelaku("menteri"))

        cari_selagi(self.catatan, kerja)

    def penetapan(self) -> None:
        """A determination, beside writing its changed rows and their events alone."""
        with transaction.atomic():
            self._sampai_lolos()
            periode = bulan.periode_kini()
            kami, telanjang = bergiliran(
                lambda: penetapan.tetapkan(periode, nomor_sk="UKUR", oleh=pelaku("menteri")),
                lambda: self._tulis_saja(periode),
                lambda: tanpa_pemicu("usulan_usulan"),
            )
            self.catatan.tulis(f"menulis {self.n} perubahan dan peristiwanya saja", telanjang, "detik")
            self.catatan.tulis(f"penetapan {self.n} usulan", kami, "detik")
            self.catatan.tulis("  terhadap menulis saja", kami / telanjang, "x", "<= 2", kami / telanjang <= 2)
            transaction.set_rollback(True)

    def _tulis_saja(self, periode: int) -> None:
        awal = penetapan.Penetapan.objects.order_by("periode").first().pk
        pelaku_id = pelaku("menteri").pengguna_id
        for tabel in ("dasar_jejak", "dtks_keluarga", "dtks_individu", "dtks_kepesertaan", "dtks_cek"):
            tanpa_pemicu(tabel)
        lolos = "from usulan_usulan where status = 'lolos'"
        jalankan(
            f"""insert into dtks_keluarga (nomor_kk, dari, wilayah_id, alamat, rt, rw, kriteria, dibuka)
                select distinct on (nomor_kk) nomor_kk, {periode}, wilayah_id, alamat, rt, rw, '----------', {awal} {lolos}"""
        )
        jalankan(
            f"""insert into dtks_individu (nik, dari, nomor_kk, wilayah_id, nama, tempat_lahir, tanggal_lahir, ibu_kandung,
                  jenis_kelamin, pekerjaan, status_kawin, pendidikan, hubungan, disabilitas, dibuka)
                select nik, {periode}, nomor_kk, wilayah_id, nama, tempat_lahir, tanggal_lahir, ibu_kandung, jenis_kelamin,
                  pekerjaan, status_kawin, pendidikan, hubungan, disabilitas, {awal} {lolos}"""
        )
        jalankan(
            f"""insert into dtks_kepesertaan (nik, program_id, dari, wilayah_id, dibuka)
                select nik, program_id, {periode}, wilayah_id, {awal} {lolos} and program_id <> 'NONBANSOS'"""
        )
        # Of the size and the scatter of the real rows; their fingerprints and programmes are work, not writing.
        jalankan(
            f"""insert into dtks_cek (sidik_nik, sidik_nama, wilayah_id, nama_samar, lahir, keluar, program)
                select md5(nik)::uuid, md5(nama)::uuid, wilayah_id, nama, 1980, null, '[["SEMBAKO", 202611, null]]' {lolos}"""
        )
        jalankan(
            f"""insert into dasar_jejak (tabel, objek, langkah, dari, ke, oleh, fungsi, wilayah)
                select 'usulan_usulan', id, 'tetapkan', 'lolos', 'ditetapkan', {pelaku_id}, 'manajemen', wilayah_id {lolos}"""
        )
        jalankan(
            f"""update usulan_usulan set status = 'ditetapkan', ditetapkan_periode = {periode}, ditetapkan_pada = now(),
                  ditetapkan_oleh_id = {pelaku_id} where status = 'lolos'"""
        )
