"""One test per rule of domain.md 4.8 and 4.2; constraints are broken by raw SQL."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from dasar.galat import Ditolak, TidakBerwenang
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import atas_nama
from dtks.register.models import Individu
from sanggahan import banding, pelaporan, pemeriksaan, pencarian, pengajuan, putusan
from sanggahan.models import Keberatan, Sanggahan
from tests.basis_data import tanpa_pemicu
from tests.fixtures.pabrik import foto
from tests.fixtures.sanggahan import SEPULUH, foto_berlokasi, warga_baru
from tests.kendala import sql_langsung
from usulan.models import Usulan

pytestmark = pytest.mark.django_db

PERNYATAAN = "Rumahnya sudah bertingkat dan ada mobil di depan rumah."


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
        sql_langsung(f"insert into sanggahan_penyanggah ({kolom}) {isi}", 987654, s.pk)


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
        sql_langsung(sql)


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
        sql_langsung(
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
        sql_langsung(
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
        sql_langsung(
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
    assert sql_langsung("select layak, tidak from sanggahan_hitung(%s)", s.pk) == [(1, 2)]
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
        sql_langsung(
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
        sql_langsung("update usulan_usulan set status = 'dikembalikan' where id = %s", usulan[0].pk)
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
        sql_langsung(
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
