"""One test per rule of domain.md 4.8 and 4.2; constraints are broken by raw SQL."""

import datetime as dt
import threading

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from akun.models import Kontak, Pemberitahuan, Pengguna
from akun.tengah import LEWAT_PESAN
from dasar.galat import Ditolak, TidakBerwenang
from dasar.jangkauan import dalam_jangkauan, seluruh_negeri
from dasar.jejak import atas_nama
from dtks.register.models import Individu
from sanggahan import banding, pelaporan, pemeriksaan, pencarian, pengajuan, pengunduran, putusan
from sanggahan.models import Bukti, Keberatan, Pengunduran, Penyanggah, Sanggahan
from sanggahan.penghapusan import hapus_bukti
from sanggahan.tenggat import jaga
from tests.basis_data import tanpa_pemicu
from tests.fixtures.pabrik import foto
from tests.fixtures.sanggahan import SEPULUH, foto_berlokasi, petugas_baru, warga_baru
from tests.fixtures.warga import SANDI_WARGA, kode_terkirim
from usulan.models import Usulan
from verval import kelengkapan
from verval import putusan as putusan_usulan

pytestmark = pytest.mark.django_db

PERNYATAAN = "Rumahnya sudah bertingkat dan ada mobil di depan rumah."


def _sql(sql: str, *isi) -> list[tuple]:
    with connection.cursor() as kursor:
        kursor.execute(sql, list(isi))
        return kursor.fetchall() if kursor.description else []


def _kode(galat) -> str:
    return galat.value.kode


# --- finding and sending -----------------------------------------------------------------------------------------------------


def test_pencarian_hanya_menemukan_sedesa_tersamar_dan_paling_banyak_lima(perkara, pelaku, masuk):
    orang = perkara.penerima(2)
    warga = pelaku("warga")
    hasil = pencarian.cari_disanggah(orang[0].nama[:6], oleh=warga)
    assert 0 < len(hasil) <= 5
    isi = masuk("warga").post(reverse("sanggahan:saya_cari"), {"nama": orang[0].nama}).content.decode()
    for satu in orang:
        assert satu.nik not in isi and satu.nomor_kk not in isi and satu.tanggal_lahir.isoformat() not in isi
    lain = warga_baru("Warga Lain", "9901010101909701", "1209212002")
    assert pencarian.cari_disanggah(orang[0].nama, oleh=lain) == []
    # A key opens for the account that searched, and for no other.
    assert pencarian.buka_kunci(hasil[0].kunci, oleh=warga) is not None
    assert pencarian.buka_kunci(hasil[0].kunci, oleh=warga_baru("Tetangga", "9901010101909702")) is None


def test_nama_yang_cocok_dengan_terlalu_banyak_orang_tidak_ditampilkan(perkara, pelaku):
    perkara.penerima(7)
    with tanpa_pemicu() as kursor:
        kursor.execute("update dtks_individu set nama = 'SUKARTI' || nik")
    with pytest.raises(Ditolak) as galat:
        pencarian.cari_disanggah("SUKARTI", oleh=pelaku("warga"))
    assert _kode(galat) == "cari-luas"


def test_pencarian_dibatasi_per_jam(pelaku, settings):
    settings.SANGGAHAN_CARI_PER_JAM = 3
    for _ in range(3):
        pencarian.cari_disanggah("TIDAKADA", oleh=pelaku("warga"))
    with pytest.raises(Ditolak) as galat:
        pencarian.cari_disanggah("TIDAKADA", oleh=pelaku("warga"))
    assert _kode(galat) == "cari-sering"


@pytest.mark.parametrize(
    ("ubah", "kode"),
    [
        ({"foto": []}, "foto-kurang"),
        ({"foto": [foto()]}, "lokasi-kosong"),
        ({"alasan": "SG9", "pernyataan": "Pokoknya tidak pantas."}, "penjelasan-pendek"),
        ({"alasan": "SG0"}, "alasan-kosong"),
    ],
)
def test_sanggahan_tanpa_bukti_lokasi_atau_alasan_ditolak(ubah, kode, perkara, pelaku):
    (orang,) = perkara.penerima()
    isi = {"alasan": "SG1", "pernyataan": PERNYATAAN, "foto": [foto_berlokasi()]} | ubah
    with pytest.raises(Ditolak) as galat:
        pengajuan.sanggah(orang, **isi, oleh=pelaku("warga"))
    assert _kode(galat) == kode
    assert not Sanggahan.objects.exists()


def test_hanya_warga_desa_yang_sama_dan_bukan_keluarga_sendiri(perkara, pelaku):
    (orang,) = perkara.penerima()
    isi = {"alasan": "SG1", "pernyataan": PERNYATAAN, "foto": [foto_berlokasi()]}
    jauh = warga_baru("Orang Jauh", "9901010101909703", "3604172004")
    for siapa, kode in ((jauh, "beda-desa"), (warga_baru("Kerabat", orang.nik), "keluarga-sendiri")):
        with pytest.raises(Ditolak) as galat:
            pengajuan.sanggah(orang, **isi, oleh=siapa)
        assert _kode(galat) == kode
    for akun in ("desa", "kabupaten", "verifikator"):
        with pytest.raises(TidakBerwenang):
            pengajuan.sanggah(orang, **isi, oleh=pelaku(akun))


def test_satu_sanggahan_terbuka_per_penerima_dan_paling_banyak_lima(perkara, pelaku, settings):
    orang = perkara.penerima(3)
    settings.SANGGAHAN_TERBUKA_MAKS = 2
    s = perkara.dikirim(orang[0])
    with pytest.raises(Ditolak) as galat:
        perkara.dikirim(orang[0])
    assert _kode(galat) == "sudah-disanggah"
    perkara.dikirim(orang[1])
    with pytest.raises(Ditolak) as galat:
        perkara.dikirim(orang[2])
    assert _kode(galat) == "terlalu-banyak"
    # A closed one makes room, for the same person too.
    pemeriksaan.tolak_awal(s, alasan="SA2", catatan="Foto tidak jelas.", oleh=pelaku("kabupaten"))
    perkara.dikirim(orang[0])


def test_kendala_satu_terbuka_dan_penyanggah_tetap_bertahan_terhadap_sql_mentah(perkara):
    s = perkara.dikirim()
    isi = (
        "select %s, wilayah_id, pengguna_id, nik, nik_disanggah, true, now() from sanggahan_penyanggah where sanggahan_id = %s"
    )
    kolom = "sanggahan_id, wilayah_id, pengguna_id, nik, nik_disanggah, terbuka, dikirim_pada"
    with pytest.raises(IntegrityError, match="penyanggah_satu_terbuka"), tanpa_pemicu():
        _sql(f"insert into sanggahan_penyanggah ({kolom}) {isi}", 987654, s.pk)


@pytest.mark.parametrize(
    "sql",
    [
        "update sanggahan_penyanggah set terbuka = false",
        "update sanggahan_penyanggah set pengguna_id = 1",
        "delete from sanggahan_penyanggah",
        "update sanggahan_aduan set pernyataan = 'x'",
        "delete from sanggahan_bukti",
        "update sanggahan_jawaban set isi = 'diubah diam-diam'",
        "truncate sanggahan_kunjungan cascade",
    ],
)
def test_yang_sudah_tertulis_tidak_diubah_atau_dihapus(sql, perkara):
    perkara.dikirim()
    with pytest.raises(DatabaseError), transaction.atomic():
        _sql(sql)


# --- the visit, the family, the neighbours ---------------------------------------------------------------------------------------


def _samakan_nik(akun: str, nik: str) -> None:
    with tanpa_pemicu() as kursor:
        kursor.execute("update akun_pengguna set nik = %s where username = %s", [nik, akun])


@pytest.mark.parametrize("pihak", ["disanggah", "penyanggah"])
def test_pengunjung_yang_berkerabat_dengan_salah_satu_pihak_ditolak_juga_oleh_basis_data(pihak, perkara, pelaku):
    orang = perkara.penerima(2)
    s = perkara.dikirim(orang[0])
    desa, kab = pelaku("desa"), pelaku("kabupaten")
    if pihak == "disanggah":
        _samakan_nik("desa", orang[0].nik)
    else:
        # Two members of one family card: the objector and the officer.
        with tanpa_pemicu() as kursor:
            kursor.execute("update dtks_individu set nomor_kk = %s where nik = %s", [orang[1].nomor_kk, orang[1].nik])
            kursor.execute("update akun_pengguna set nik = %s where username = 'desa'", [orang[1].nik])
            kursor.execute(
                "insert into dtks_individu (nik, dari, nomor_kk, wilayah_id, nama, tempat_lahir, tanggal_lahir, ibu_kandung,"
                " jenis_kelamin, pekerjaan, status_kawin, pendidikan, dibuka) select '9901010101800021', dari, nomor_kk, wilayah_id,"
                " 'SITI', tempat_lahir, tanggal_lahir, ibu_kandung, jenis_kelamin, '', '', '', dibuka from dtks_individu where nik = %s",
                [orang[1].nik],
            )
    with pytest.raises(Ditolak) as galat:
        pemeriksaan.tugaskan(s, desa.pengguna_id, pokok="Dinilai mampu.", oleh=kab)
    assert _kode(galat) == "pengunjung-berkerabat"
    with pytest.raises(IntegrityError, match="berkerabat"), atas_nama(kab, "tugaskan"):
        _sql(
            "update sanggahan_sanggahan set status = 'cek_lapangan', petugas_id = %s, batas_jawab = now(), pokok = 'x',"
            " diperiksa_pada = now(), diperiksa_oleh_id = %s where id = %s",
            desa.pengguna_id, kab.pengguna_id, s.pk,
        )  # fmt: skip


def test_alasan_lain_perlu_pokok_yang_ditulis_kabupaten(perkara, pelaku):
    s = perkara.dikirim(alasan="SG9")
    with pytest.raises(Ditolak) as galat:
        pemeriksaan.tugaskan(s, pelaku("desa").pengguna_id, oleh=pelaku("kabupaten"))
    assert _kode(galat) == "pokok-kosong"


def test_laporan_hanya_oleh_petugas_yang_ditugaskan_dengan_dua_foto(perkara, pelaku):
    s = perkara.ditugaskan()
    isi = {
        "dikunjungi_pada": timezone.now(), "jawaban": SEPULUH, "bertemu": True, "uraian": "Rumah tembok.", "lintang": 2.9,
        "bujur": 99.6,
    }  # fmt: skip
    with pytest.raises(Ditolak) as galat:
        pelaporan.laporkan(s, **isi, foto=[foto()], oleh=pelaku("desa"))
    assert _kode(galat) == "foto-kurang"
    with tanpa_pemicu() as kursor:
        kursor.execute("update sanggahan_sanggahan set petugas_id = %s", [pelaku("desa2").pengguna_id])
    with pytest.raises(Ditolak) as galat:
        pelaporan.laporkan(s, **isi, foto=[foto(), foto()], oleh=pelaku("desa"))
    assert _kode(galat) == "bukan-petugasnya"
    with pytest.raises(IntegrityError, match="laporan bukan"), atas_nama(pelaku("desa"), "laporkan"):
        _sql(
            "update sanggahan_sanggahan set status = 'dikunjungi', dikunjungi_pada = now(), dikunjungi_oleh_id = %s",
            pelaku("desa").pengguna_id,
        )


def test_putusan_menunggu_keluarga_didengar_juga_bagi_sql_mentah(perkara, pelaku):
    s = perkara.dikunjungi(terdengar=False)
    ver = pelaku("verifikator")
    with pytest.raises(Ditolak) as galat:
        putusan.bantah(s, alasan="ST1", penjelasan="Keluarga ini masih memenuhi kriteria.", oleh=ver)
    assert _kode(galat) == "belum-didengar"
    with pytest.raises(IntegrityError, match="belum didengar"), atas_nama(ver, "bantah"):
        _sql(
            "update sanggahan_sanggahan set status = 'tidak_terbukti', alasan = 'ST1', catatan = 'x', diputus_pada = now(),"
            " diputus_oleh_id = %s where id = %s",
            ver.pengguna_id, s.pk,
        )  # fmt: skip
    perkara.tua(s, 8)
    putusan.bantah(s, alasan="ST1", penjelasan="Keluarga ini masih memenuhi kriteria.", oleh=ver)


def test_keluarga_menjawab_dengan_akunnya_dan_orang_lain_tidak(perkara, pelaku, masuk):
    (orang,) = perkara.penerima()
    s = perkara.ditugaskan(orang)
    warga_baru("Keluarga", orang.nik)
    alamat = reverse("sanggahan:keluarga_rincian", args=[s.pk])
    assert masuk(f"warga.{orang.nik}").post(alamat, {"isi": "Kami masih hidup susah."}).status_code == 302
    assert masuk("warga").get(alamat).status_code == 404
    with pytest.raises(TidakBerwenang):
        pelaporan.jawab(s, "Saya bukan keluarganya sama sekali.", oleh=pelaku("warga"))
    assert masuk("desa").get(reverse("sanggahan:surat", args=[s.pk])).headers["Content-Type"] == "application/pdf"


def test_tanggapan_warga_dihitung_sekali_per_orang_dan_tidak_menentukan(perkara, pelaku):
    orang = perkara.penerima(1)
    s = perkara.ditugaskan(orang[0])
    tetangga = [warga_baru(f"Tetangga {n}", f"990101010190960{n}") for n in range(3)]
    for siapa, layak in zip(tetangga, (True, False, False), strict=True):
        pelaporan.tanggapi(s, layak, "Saya bertetangga.", oleh=siapa)
    with pytest.raises(Ditolak) as galat:
        pelaporan.tanggapi(s, True, oleh=tetangga[0])
    assert _kode(galat) == "sudah-menanggapi"
    with pytest.raises(Ditolak) as galat:
        pelaporan.tanggapi(s, False, oleh=pelaku("warga"))
    assert _kode(galat) == "penyanggah-sendiri"
    with pytest.raises(TidakBerwenang):
        pelaporan.tanggapi(s, True, oleh=warga_baru("Jauh", "9901010101909611", "3604172004"))
    assert _sql("select layak, tidak from sanggahan_hitung(%s)", s.pk) == [(1, 2)]
    s.refresh_from_db()
    assert s.status == "cek_lapangan"


# --- verdicts -----------------------------------------------------------------------------------------------------------------


def test_keluarga_petugas_tidak_memutus_juga_oleh_basis_data(perkara, pelaku):
    (orang,) = perkara.penerima()
    s = perkara.dikunjungi(orang)
    ver = pelaku("verifikator")
    _samakan_nik("verifikator", orang.nik)
    with pytest.raises(Ditolak) as galat:
        putusan.bantah(s, alasan="ST1", penjelasan="Keluarga ini masih memenuhi kriteria.", oleh=ver)
    assert _kode(galat) == "keluarga-sendiri"
    with pytest.raises(IntegrityError, match="berkerabat"), atas_nama(ver, "bantah"):
        _sql(
            "update sanggahan_sanggahan set status = 'tidak_terbukti', alasan = 'ST1', catatan = 'x', diputus_pada = now(),"
            " diputus_oleh_id = %s where id = %s",
            ver.pengguna_id, s.pk,
        )  # fmt: skip


def test_terbukti_menerbitkan_satu_usulan_per_program_dengan_tiga_cap_orang_berbeda(perkara, masuk):
    s, usulan = perkara.terbukti()
    assert [(u.status, u.saluran, u.program_id, u.sebab) for u in usulan] == [("layak", "sanggahan", "PKH", "mampu")]
    cap = {usulan[0].dibuat_oleh_id, usulan[0].diperiksa_oleh_id, usulan[0].diputus_oleh_id}
    assert len(cap) == 3
    jawaban = masuk("verifikator").get(reverse("sanggahan:perkara", args=[usulan[0].pk]))
    assert jawaban.headers["Location"] == reverse("sanggahan:rincian", args=[s.pk])


def test_usulan_tanpa_musyawarah_tidak_dikembalikan_ke_desa_dan_tidak_dikarang_desa(perkara, pelaku):
    _, usulan = perkara.terbukti()
    with pytest.raises(IntegrityError, match="usulan_langsung_bukan_di_desa"), transaction.atomic(), tanpa_pemicu():
        _sql("update usulan_usulan set status = 'dikembalikan' where id = %s", usulan[0].pk)
    isi = {k: v for k, v in Usulan.objects.filter(pk=usulan[0].pk).values().get().items() if k != "id"}
    desa = pelaku("desa")
    isi |= {"nik": "9901010101909501", "status": "diajukan", "dibuat_oleh_id": desa.pengguna_id}
    with pytest.raises(DatabaseError, match="tidak sah"), atas_nama(desa, "terbitkan"):
        Usulan.objects.create(**isi)


def test_sanggahan_penonaktifan_dipulihkan_sebagai_masuk_dengan_programnya(perkara, pabrik, pelaku):
    (orang,) = perkara.penerima()
    keluarga = warga_baru("Keluarga", orang.nik)
    s, usulan = perkara.terbukti(orang, hasil="penonaktifan")
    assert [u.jenis for u in usulan] == ["penonaktifan"]
    k = banding.ajukan_keberatan(s, "Kami keberatan karena keadaan kami tidak berubah.", oleh=keluarga)
    banding.putuskan_keberatan(
        k, True, alasan="KB2", penjelasan="Kunjungan pertama keliru alamat rumahnya.", oleh=pelaku("kepala")
    )
    # Not gathered for the signature yet: it is simply taken back, and nothing has to be restored.
    usulan[0].refresh_from_db()
    k.refresh_from_db()
    assert (usulan[0].status, k.status) == ("dibatalkan", "diterima")
    assert k.dilaksanakan_pada is not None
    assert Individu.objects.berlaku().filter(nik=orang.nik).exists()


def test_keberatan_diputus_orang_lain_dari_pemutus_pertama_juga_oleh_basis_data(perkara, pelaku):
    s = perkara.tidak_terbukti()
    k = banding.ajukan_keberatan(s, "Rumah yang difoto bukan rumah yang saya sanggah.", oleh=pelaku("warga"))
    kepala = pelaku("kepala")
    with tanpa_pemicu() as kursor:
        kursor.execute("update sanggahan_sanggahan set diputus_oleh_id = %s where id = %s", [kepala.pengguna_id, s.pk])
    with pytest.raises(Ditolak) as galat:
        banding.putuskan_keberatan(k, False, alasan="KB4", penjelasan="Putusan pertama sudah tepat adanya.", oleh=kepala)
    assert _kode(galat) == "pemutus-pertama"
    with pytest.raises(IntegrityError, match="pemutus pertama"), atas_nama(kepala, "tolak"):
        _sql(
            "update sanggahan_keberatan set status = 'ditolak', alasan = 'KB4', catatan = 'x', diputus_pada = now(),"
            " diputus_oleh_id = %s where id = %s",
            kepala.pengguna_id, k.pk,
        )  # fmt: skip


def test_keberatan_hanya_sekali_oleh_pihak_yang_dirugikan_dan_dalam_masanya(perkara, pelaku):
    (orang,) = perkara.penerima()
    keluarga = warga_baru("Keluarga", orang.nik)
    s = perkara.tidak_terbukti(orang)
    isi = "Rumah yang difoto bukan rumah yang saya sanggah."
    with pytest.raises(Ditolak):
        banding.ajukan_keberatan(s, isi, oleh=keluarga)
    with pytest.raises(TidakBerwenang):
        banding.ajukan_keberatan(s, isi, oleh=warga_baru("Orang Luar", "9901010101909401"))
    perkara.tua(s, 91)
    s.refresh_from_db()
    with pytest.raises(Ditolak) as galat:
        banding.ajukan_keberatan(s, isi, oleh=pelaku("warga"))
    assert _kode(galat) == "masa-keberatan"
    with pytest.raises(IntegrityError, match="keberatan_penyanggah_tanpa_nama"), seluruh_negeri(), tanpa_pemicu():
        Keberatan.objects.create(
            sanggahan=s, pihak="penyanggah", dibuat_oleh_id=1, wilayah_id=s.wilayah_id, nik=s.nik, nomor_kk=s.nomor_kk, nama="x",
            isi=isi, diajukan_tanggal=timezone.localdate(),
        )  # fmt: skip


def test_keluarga_yang_ditolak_mengajukan_keberatan_atas_penolakannya_sendiri(pabrik, pelaku, masuk):
    usulan = pabrik.lengkap()[0]
    masuk("verifikator").post(
        reverse("verval:putuskan"),
        {
            "aksi": "tidak_layak",
            "usulan": usulan.pk,
            "kirim": "1",
            "alasan": "E01",
            "catatan": "Dinilai mampu.",
            "cara": "meja",
        },
    )
    warga_baru("Pemohon", usulan.nik)
    klien = masuk(f"warga.{usulan.nik}")
    alamat = reverse("sanggahan:saya_keberatan_usulan", args=[usulan.pk])
    assert usulan.nomor in klien.get(reverse("sanggahan:saya")).content.decode()
    assert masuk("warga").get(alamat).status_code == 404
    assert klien.post(alamat, {"isi": "Kami tidak mampu, rumah kami berlantai tanah."}).status_code == 302
    k = Keberatan.objects.get()
    banding.putuskan_keberatan(
        k, True, alasan="KB2", penjelasan="Penilaian pertama tidak melihat rumahnya.", oleh=pelaku("kepala")
    )
    baru = Usulan.objects.get(saluran="keberatan")
    assert (baru.nik, baru.status, baru.jenis, baru.program_id) == (usulan.nik, "diajukan", usulan.jenis, usulan.program_id)


# --- time ---------------------------------------------------------------------------------------------------------------------


def test_lewat_waktu_diingatkan_lalu_dilaporkan_ke_atas_dan_tidak_mengeluarkan_siapa_pun(perkara, pelaku, masuk):
    s = perkara.dikirim()
    perkara.tua(s, 15)
    assert jaga() == {"diingatkan": 1, "dieskalasi": 0, "dilampaui": 0, "dilaksanakan": 0}
    assert jaga()["diingatkan"] == 0
    perkara.tua(s, 16)
    assert masuk("provinsi").get(reverse("sanggahan:daftar")).context["halaman"].baris == []
    assert jaga()["dieskalasi"] == 1
    assert jaga()["dieskalasi"] == 0
    s.refresh_from_db()
    assert s.status == "dikirim"
    assert not Usulan.objects.filter(saluran="sanggahan").exists()
    for akun in ("kepala", "provinsi"):
        assert Pemberitahuan.objects.filter(penerima=pelaku(akun).pengguna_id, kalimat__contains="batas waktu").count() == 1
        assert "melewati batas waktu" in masuk(akun).get("/beranda/").content.decode().lower()
    isi = masuk("provinsi").get(reverse("sanggahan:daftar")).content.decode()
    assert s.nomor in isi
    assert s.nama not in isi
    assert masuk("provinsi").get(reverse("sanggahan:rincian", args=[s.pk])).status_code == 404


def test_setelan_lewat_waktu_hanya_membuat_usulan_biasa_yang_disebut_karena_waktu(perkara, settings):
    settings.SANGGAHAN_LEWAT_TIDAK_LAYAK = True
    s = perkara.dikirim()
    perkara.tua(s, 31)
    assert jaga()["dilampaui"] == 1
    assert jaga()["dilampaui"] == 0
    u = Usulan.objects.get(saluran="sanggahan")
    # Nobody checked it: it waits for the very first check, and its maker is the portal.
    assert (u.status, u.dibuat_oleh_id, u.diperiksa_oleh_id) == ("diajukan", 0, None)
    assert "batas waktu" in u.catatan
    s.refresh_from_db()
    assert s.status == "lewat_waktu"


def test_gambar_perkara_dihapus_setelah_dua_tahun_dan_barisnya_tetap(perkara, masuk):
    lama, muda = perkara.penerima(2)
    s = perkara.tidak_terbukti(lama)
    lain = perkara.dikirim(muda)
    jalur = [b.berkas.jalur for b in Bukti.objects.filter(sanggahan=s)]
    jalur += [f.berkas.jalur for k in s.kunjungan.all() for f in k.foto.all()]
    assert hapus_bukti() == 0
    perkara.tua(s, 731)
    assert hapus_bukti() == len(jalur) == 3
    assert hapus_bukti() == 0
    assert not any(j.exists() for j in jalur)
    assert lain.bukti.get().berkas.jalur.exists()
    assert Bukti.objects.get(sanggahan=s).dihapus_pada is not None
    halaman = masuk("verifikator").get(reverse("sanggahan:rincian", args=[s.pk]))
    assert "gambar dihapus" in halaman.content.decode()
    assert masuk("verifikator").get(reverse("sanggahan:bukti", args=[s.pk, s.bukti.get().pk])).status_code == 404


def test_pemutus_pertama_tidak_memutus_usulan_yang_lahir_dari_keberatannya(perkara, pelaku, masuk):
    (orang,) = perkara.penerima()
    s = perkara.tidak_terbukti(orang)
    k = banding.ajukan_keberatan(s, "Rumah yang difoto bukan rumah keluarga yang saya sanggah.", oleh=pelaku("warga"))
    banding.putuskan_keberatan(
        k, True, alasan="KB1", penjelasan="Foto baru menunjukkan rumah yang lain.", hasil="penghentian", sebab="mampu",
        oleh=pelaku("kepala"),
    )  # fmt: skip
    (u,) = Usulan.objects.filter(hasil_sanggahan__keberatan=k)
    kelengkapan.nyatakan_lengkap(usulan=[u.pk], oleh=pelaku("kabupaten"))
    verifikator, baris = pelaku("verifikator"), Usulan.objects.filter(pk=u.pk)
    assert s.diputus_oleh_id == verifikator.pengguna_id
    assert putusan_usulan.putuskan(baris, "layak", oleh=verifikator) == 0
    assert "Verifikator lain harus memutus" in masuk("verifikator").get(reverse("verval:putusan", args=[u.pk])).content.decode()
    with pytest.raises(IntegrityError, match="pemutus pertama"), transaction.atomic(), atas_nama(verifikator, "layakkan"):
        _sql(
            "update usulan_usulan set status = 'layak', diputus_oleh_id = %s, diputus_pada = now() where id = %s",
            verifikator.pengguna_id, u.pk,
        )  # fmt: skip
    lain = petugas_baru("Verifikator Kedua", "verifikator", "1209")
    assert putusan_usulan.putuskan(baris, "layak", oleh=lain) == 1


# --- resignation ------------------------------------------------------------------------------------------------------------------


def test_mengundurkan_diri_hanya_oleh_akun_sendiri_dengan_sandi_dan_kode(perkara, masuk, pelaku):
    (orang,) = perkara.penerima()
    warga_baru("Orangnya", orang.nik)
    klien = masuk(f"warga.{orang.nik}")
    jawaban = klien.post(reverse("sanggahan:mundur"), {"dari": "PKH", "sandi": "salah", "kode": "000000"})
    assert jawaban.status_code == 409
    assert not Pengunduran.objects.exists()
    hasil = pengunduran.mundur_sendiri("PKH", "Sudah bekerja.", oleh=_pelaku(orang.nik))
    u = hasil.usulan
    assert (u.status, u.saluran, u.jenis, u.sebab) == ("diajukan", "pengunduran", "penghentian", "mengundurkan_diri")
    assert masuk("warga").get(reverse("sanggahan:mundur")).status_code == 200


def test_warga_yang_masuk_dengan_pesan_mengundurkan_diri_dengan_sandi_dan_kode_terkirim(perkara, masuk):
    (orang,) = perkara.penerima()
    warga_baru("Orangnya", orang.nik)
    pengguna = Pengguna.objects.get(nik=orang.nik)
    pengguna.set_password(SANDI_WARGA)
    pengguna.save()
    Kontak.objects.create(pengguna=pengguna, saluran="surel")
    klien = masuk(pengguna.username)
    sesi = klien.session
    sesi[LEWAT_PESAN] = pengguna.pk
    sesi.save()
    alamat, alamat_kode = reverse("sanggahan:mundur"), reverse("sanggahan:mundur_kode")
    assert "Kode dari aplikasi" not in klien.get(alamat).content.decode()
    isi = {"dari": "PKH", "pernyataan": "Sudah bekerja."}
    assert klien.post(alamat, isi | {"sandi": "salah"}).status_code == 409 and not mail.outbox
    assert klien.post(alamat, isi | {"sandi": SANDI_WARGA})["Location"] == alamat_kode
    kode = kode_terkirim(pengguna.email)
    halaman = klien.get(alamat_kode).content.decode()
    assert "Berhenti menerima Program Keluarga Harapan" in halaman and pengguna.email not in halaman
    salah = f"{(int(kode) + 1) % 10**6:06d}"
    assert klien.post(alamat_kode, {"kode": salah}).status_code == 409 and not Pengunduran.objects.exists()
    assert klien.post(alamat_kode, {"kode": kode})["Location"] == reverse("sanggahan:saya")
    mundur = Pengunduran.objects.get()
    assert (mundur.cara, mundur.nik, mundur.pernyataan) == ("akun", orang.nik, "Sudah bekerja.")
    # Spent: the same code resigns from nothing else, and the page is gone with the choice.
    assert klien.get(alamat_kode)["Location"] == alamat


def _pelaku(nik: str):
    return Pengguna.objects.get(nik=nik).penugasan.get(status="aktif").pelaku


def test_pengunduran_atas_nama_orang_lain_ditolak_basis_data(perkara, pelaku):
    (orang,) = perkara.penerima()
    hasil = pengunduran.mundur_di_desa(orang.nik, "PKH", "Pindah.", ktp=foto(), surat=foto(), oleh=pelaku("desa"))
    warga = pelaku("warga")
    salin = (
        "insert into sanggahan_pengunduran (wilayah_id, nik, nomor_kk, nama, cara, pernyataan, usulan_id, dibuat_oleh_id, dibuat_pada)"
        " select wilayah_id, nik, nomor_kk, nama, %s, '', usulan_id, %s, now() from sanggahan_pengunduran where id = %s"
    )
    for oleh, cara in ((warga, "akun"), (warga, "desa"), (pelaku("desa"), "akun")):
        with pytest.raises(IntegrityError, match="bukan oleh orangnya"), atas_nama(oleh, "terbitkan"), seluruh_negeri():
            _sql(salin, cara, oleh.pengguna_id, hasil.pk)
    with pytest.raises(IntegrityError, match="pengunduran_berbukti_diri"), atas_nama(pelaku("desa"), "terbitkan"):
        _sql(salin, "desa", pelaku("desa").pengguna_id, hasil.pk)


def test_pengunduran_di_desa_meminta_ktp_dan_surat(perkara, masuk):
    (orang,) = perkara.penerima()
    klien, alamat = masuk("desa"), reverse("sanggahan:mundur_desa")
    tahap = klien.post(alamat, {"nik": orang.nik})
    assert tahap.status_code == 200
    assert orang.nik not in tahap.content.decode()
    kunci = tahap.context["orang"]
    assert klien.post(alamat, {"orang": kunci, "dari": "PKH"}).status_code == 422
    assert klien.post(alamat, {"orang": kunci, "dari": "PKH", "ktp": foto(), "surat": foto("surat.jpg")}).status_code == 302
    mundur = Pengunduran.objects.get()
    ktp = reverse("sanggahan:bukti_diri", args=[mundur.pk, "ktp"])
    assert masuk("kabupaten").get(ktp).status_code == 200
    assert klien.get(ktp).status_code == 404
    assert (
        "Pengunduran diri" in masuk("verifikator").get(reverse("sanggahan:perkara", args=[mundur.usulan_id])).content.decode()
    )


# --- two at once -------------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_dua_putusan_sekaligus_hanya_satu_yang_berlaku(perkara, pelaku):
    s = perkara.dikunjungi()
    ver, hasil, siap = pelaku("verifikator"), [], threading.Barrier(2, timeout=20)

    def utas(lakukan) -> None:
        try:
            siap.wait()
            with dalam_jangkauan(ver):
                lakukan()
            hasil.append("menang")
        except Ditolak as galat:
            hasil.append(galat.kode)
        finally:
            connection.close()

    penjelasan = "Kunjungan menunjukkan keadaan keluarga ini."
    kerja = [
        threading.Thread(
            target=utas,
            args=(lambda: putusan.buktikan(s, hasil="penghentian", sebab="mampu", penjelasan=penjelasan, oleh=ver),),
        ),
        threading.Thread(target=utas, args=(lambda: putusan.bantah(s, alasan="ST1", penjelasan=penjelasan, oleh=ver),)),
    ]
    for satu in kerja:
        satu.start()
    for satu in kerja:
        satu.join(30)
    assert sorted(hasil) == ["menang", "sudah-berubah"]
    s.refresh_from_db()
    assert Usulan.objects.filter(saluran="sanggahan").count() == (s.status == "terbukti")


def test_perkara_desa_lain_dan_kabupaten_lain_tidak_ada(perkara, masuk):
    s = perkara.dikunjungi()
    alamat = [reverse("sanggahan:rincian", args=[s.pk]), reverse("sanggahan:laporkan", args=[s.pk])]
    alamat += [reverse(f"sanggahan:{n}", args=[s.pk]) for n in ("buktikan", "bantah", "tugaskan", "tolak_awal", "surat")]
    for akun in ("desa2", "desa3", "kabupaten2", "verifikator2", "kepala2"):
        for url in alamat:
            assert masuk(akun).get(url).status_code == 404
            assert masuk(akun).post(url, {"alasan": "ST1", "penjelasan": "x" * 30}).status_code in (404, 405)
    assert Penyanggah.objects.get().terbuka
    assert dt.timedelta(days=6) < (s.batas_jawab - timezone.localdate()) <= dt.timedelta(days=7)
