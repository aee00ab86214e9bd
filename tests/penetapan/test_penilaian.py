"""The five criteria of Pasal 8(3), partial return, and the officer's screens."""

import pytest
from django.urls import reverse

from dasar.galat import Ditolak, TidakBerwenang
from dasar.models import Jejak
from dasar.periode import periode_kini, sebelum
from penetapan.models import Penilaian, TemuanIntegritas
from penetapan.penilaian import nilai
from usulan.models import Usulan


def _bukti(penilaian: Penilaian) -> dict[tuple[int, str], str]:
    return {(t.usulan_id, t.kriteria): t.bukti for t in TemuanIntegritas.objects.filter(penilaian=penilaian)}


def test_kriteria_a_menolak_nik_yang_sudah_aktif_dan_menyebut_desa_dan_bulannya(pabrik, pelaku, rusak):
    _, (lama,) = pabrik.ditetapkan()
    salah, benar = pabrik.diteruskan(n=2)
    rusak("update usulan_usulan set nik = %s where id = %s", [lama.nik, salah.pk])
    bukti = _bukti(nilai(oleh=pelaku("penilai")))
    assert "NIK sudah aktif dalam DTKS di Kisaran Timur" in bukti[salah.pk, "a"]
    assert str(sebelum(periode_kini())) in bukti[salah.pk, "a"]
    assert not any(nomor == benar.pk for nomor, _ in bukti)


def test_kriteria_b_menolak_yang_berbeda_dari_data_kependudukan_dan_menyebut_kolomnya(pabrik, pelaku, rusak):
    salah, benar = pabrik.diteruskan(n=2)
    rusak(
        "update usulan_usulan set jenis_kelamin = case jenis_kelamin when 'L' then 'P' else 'L' end where id = %s", [salah.pk]
    )
    assert _bukti(nilai(oleh=pelaku("penilai"))) == {
        (salah.pk, "b"): "Berbeda dari data kependudukan pada: jenis kelamin.",
    }
    assert benar.pk


def test_kriteria_b_menolak_nik_yang_tidak_ditemukan(pabrik, pelaku, rusak):
    salah, _ = pabrik.diteruskan(n=2)
    rusak("update usulan_usulan set nik = '1209201008900001' where id = %s", [salah.pk])
    assert _bukti(nilai(oleh=pelaku("penilai"))) == {(salah.pk, "b"): "NIK tidak ditemukan dalam data kependudukan."}


def test_kriteria_c_menolak_keluarga_dengan_dua_kepala(pabrik, pelaku, rusak):
    satu, dua, benar = pabrik.diteruskan(n=3)
    rusak("update usulan_usulan set nomor_kk = %s, hubungan = 1 where id in (%s, %s)", [satu.nomor_kk, satu.pk, dua.pk])
    bukti = _bukti(nilai(oleh=pelaku("penilai")))
    assert set(bukti) == {(satu.pk, "c"), (dua.pk, "c")}
    assert "lebih dari satu kepala keluarga" in bukti[satu.pk, "c"]
    assert benar.pk


def test_kriteria_c_menolak_keluarga_di_dua_desa(pabrik, pelaku, rusak):
    (satu,), (dua,) = pabrik.diteruskan("desa"), pabrik.diteruskan("desa2")
    rusak("update usulan_usulan set nomor_kk = %s, hubungan = 4 where id = %s", [satu.nomor_kk, dua.pk])
    bukti = _bukti(nilai(oleh=pelaku("penilai")))
    assert set(bukti) == {(satu.pk, "c"), (dua.pk, "c")}
    assert "desa/kelurahan lain" in bukti[dua.pk, "c"]


def test_kriteria_d_menolak_orang_dalam_dua_keluarga(pabrik, pelaku, rusak):
    satu, dua, benar = pabrik.diteruskan(n=3)
    rusak(
        """update usulan_usulan d set nik = s.nik, nama = s.nama, tanggal_lahir = s.tanggal_lahir,
                  jenis_kelamin = s.jenis_kelamin, program_id = 'BPNT' from usulan_usulan s where s.id = %s and d.id = %s""",
        [satu.pk, dua.pk],
    )
    bukti = _bukti(nilai(oleh=pelaku("penilai")))
    assert set(bukti) == {(satu.pk, "d"), (dua.pk, "d")}
    assert bukti[dua.pk, "d"] == "Orang ini diusulkan sebagai anggota dua keluarga."
    assert benar.pk


def test_kriteria_e_menolak_atribut_kosong_dan_menyebutnya(pabrik, pelaku, rusak):
    salah, _ = pabrik.diteruskan(n=2)
    rusak("update usulan_usulan set pekerjaan = '', rw = '' where id = %s", [salah.pk])
    assert _bukti(nilai(oleh=pelaku("penilai"))) == {(salah.pk, "e"): "Belum diisi: RW, pekerjaan."}


def test_yang_gagal_dikembalikan_dengan_huruf_sebagai_alasan_dan_yang_lain_lolos(pabrik, pelaku, rusak):
    salah, benar = pabrik.diteruskan(n=2)
    rusak(
        "update usulan_usulan set pekerjaan = '', jenis_kelamin = translate(jenis_kelamin, 'LP', 'PL') where id = %s",
        [salah.pk],
    )
    hasil = nilai(oleh=pelaku("penilai"), terapkan=True)
    salah.refresh_from_db()
    benar.refresh_from_db()
    assert (hasil.jumlah_dinilai, hasil.jumlah_lolos, hasil.jumlah_gagal) == (2, 1, 1)
    assert (salah.status, salah.alasan, benar.status) == ("dikembalikan_kab", "IB,IE", "lolos")
    assert "Huruf b: Berbeda dari data kependudukan" in salah.catatan
    assert "Huruf e: Belum diisi: pekerjaan." in salah.catatan
    jejak = Jejak.objects.filter(tabel="usulan_usulan", objek=salah.pk).latest("id")
    assert (jejak.langkah, jejak.dari, jejak.ke, jejak.oleh) == (
        "kembalikan_kab", "diteruskan", "dikembalikan_kab", pelaku("penilai").pengguna_id,
    )  # fmt: skip


def test_pemeriksaan_dulu_tidak_memindahkan_apa_pun(pabrik, pelaku, rusak):
    salah, benar = pabrik.diteruskan(n=2)
    rusak("update usulan_usulan set pekerjaan = '' where id = %s", [salah.pk])
    jejak = Jejak.objects.count()
    hasil = nilai(oleh=pelaku("penilai"))
    assert (hasil.jumlah_lolos, hasil.jumlah_gagal, hasil.diterapkan) == (1, 1, False)
    assert set(Usulan.objects.filter(pk__in=[salah.pk, benar.pk]).values_list("status", flat=True)) == {"diteruskan"}
    assert Jejak.objects.count() == jejak


def test_penilaian_satu_kabupaten_tidak_menyentuh_kabupaten_lain(pabrik, pelaku):
    (asahan,), (serang,) = pabrik.diteruskan("desa"), pabrik.diteruskan("desa2")
    nilai(oleh=pelaku("penilai"), wilayah="1209", terapkan=True)
    asahan.refresh_from_db()
    serang.refresh_from_db()
    assert (asahan.status, serang.status) == ("lolos", "diteruskan")


def test_penilaian_tanpa_usulan_ditolak(pelaku):
    with pytest.raises(Ditolak, match="Tidak ada usulan"):
        nilai(oleh=pelaku("penilai"), terapkan=True)


@pytest.mark.parametrize("akun", ["menteri", "auditor", "kabupaten", "provinsi"])
def test_hanya_pekerja_informasi_yang_menilai(pabrik, pelaku, masuk, akun):
    pabrik.diteruskan()
    with pytest.raises(TidakBerwenang):
        nilai(oleh=pelaku(akun), terapkan=True)
    assert masuk(akun).post(reverse("penetapan:periksa")).status_code == 404


def test_jumlah_perintah_sql_tidak_bergantung_jumlah_usulan(pabrik, pelaku, django_assert_num_queries):
    pabrik.diteruskan(n=1)
    with django_assert_num_queries(40, exact=False) as satu:
        nilai(oleh=pelaku("penilai"), terapkan=True)
    pabrik.diteruskan(n=8)
    with django_assert_num_queries(40, exact=False) as banyak:
        nilai(oleh=pelaku("penilai"), terapkan=True)
    assert len(banyak) == len(satu)


def test_dari_periksa_sampai_terapkan_lewat_layar(pabrik, masuk, rusak, django_capture_on_commit_callbacks):
    salah, *lain = pabrik.diteruskan(n=3)
    rusak("update usulan_usulan set pekerjaan = '' where id = %s", [salah.pk])
    klien = masuk("penilai")
    assert "3 usulan menunggu" in klien.get(reverse("penetapan:penilaian")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        kerja = klien.post(reverse("penetapan:periksa"))
    selesai = klien.get(kerja.url)
    penilaian = Penilaian.objects.get()
    rincian = reverse("penetapan:penilaian_rincian", args=[penilaian.pk])
    assert rincian in selesai.content.decode()
    isi = klien.get(rincian).content.decode()
    assert "Terapkan: kembalikan 1, loloskan 2" in isi
    assert "Belum diisi: pekerjaan." in isi
    assert salah.nik not in isi
    terapkan = reverse("penetapan:terapkan", args=[penilaian.pk])
    assert "<strong>1 usulan</strong> dikembalikan" in klien.get(terapkan).content.decode()
    assert Usulan.objects.filter(status="lolos").count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        klien.post(terapkan)
    assert Usulan.objects.filter(status="lolos").count() == len(lain)
    # What was applied is not applied twice.
    assert klien.get(reverse("penetapan:terapkan", args=[Penilaian.objects.latest("pk").pk])).status_code == 404
    assert "Terapkan:" not in klien.get(rincian).content.decode()


def test_temuan_disaring_menurut_kriteria_dan_kabupaten(pabrik, masuk, pelaku, rusak):
    (asahan,), (serang,) = pabrik.diteruskan("desa"), pabrik.diteruskan("desa2")
    rusak("update usulan_usulan set pekerjaan = '' where id in (%s, %s)", [asahan.pk, serang.pk])
    alamat = reverse("penetapan:penilaian_rincian", args=[nilai(oleh=pelaku("penilai")).pk])
    klien = masuk("auditor")
    semua = klien.get(alamat, {"kriteria": "e"}).content.decode()
    assert asahan.nama in semua
    assert serang.nama in semua
    satu = klien.get(alamat, {"kriteria": "e", "wilayah": "1209"}).content.decode()
    assert asahan.nama in satu
    assert serang.nama not in satu
    assert klien.get(alamat, {"kriteria": "a"}).context["halaman"].baris == []
    assert "Terapkan:" not in semua


def test_layar_penilaian_paling_banyak_12_perintah_sql(pabrik, masuk, pelaku, rusak, django_assert_max_num_queries):
    usulan = pabrik.diteruskan(n=3)
    rusak("update usulan_usulan set pekerjaan = '' where id = any(%s)", [[u.pk for u in usulan]])
    alamat = reverse("penetapan:penilaian_rincian", args=[nilai(oleh=pelaku("penilai")).pk])
    klien = masuk("penilai")
    for satu in (reverse("penetapan:penilaian"), alamat):
        with django_assert_max_num_queries(12):
            assert klien.get(satu).status_code == 200
