"""The monthly determination (Pasal 12): refusals, what it writes, and what the database never lets through."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from django.utils import timezone

from dasar.galat import Ditolak, TidakBerwenang
from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import Pelaku, atas_nama
from dasar.models import Jejak
from dasar.periode import berikut, periode_kini, sebelum
from dtks.register.models import Individu, Keluarga, Kepesertaan
from dtks.register.segel import desa_tidak_cocok
from penetapan.models import Penetapan, RekapPenetapan
from penetapan.penetapan import rencanakan, tetapkan
from tests.basis_data import sebagai_pemilik
from tests.fixtures.dasar import SANDI, kode_kini
from usulan.models import Usulan

KINI = periode_kini
ALAMAT = "/penetapan/tetapkan/"


def _isi(periode: int, nomor_sk: str = "215/HUK/2026", sandi: str = SANDI) -> dict:
    return {"periode": periode, "nomor_sk": nomor_sk, "sandi": sandi, "kode": kode_kini("menteri")}


@pytest.mark.parametrize(
    ("bulan", "kata"),
    [("sama", "sudah ditetapkan"), ("depan", "belum tiba"), ("lompat", "belum ditetapkan"), ("lampau", "lebih awal")],
)
def test_bulan_yang_keliru_ditolak_tanpa_ada_yang_hilang(pabrik, pelaku, masuk, bulan, kata):
    kini = KINI()
    terakhir = {"lompat": sebelum(sebelum(kini))}.get(bulan, sebelum(kini))
    pabrik.ditetapkan(periode=terakhir)
    usulan = pabrik.lolos(n=2)
    periode = {"sama": terakhir, "depan": berikut(kini), "lompat": kini, "lampau": sebelum(terakhir)}[bulan]
    jawaban = masuk("menteri").post(ALAMAT, _isi(periode))
    assert jawaban.status_code == 409
    isi = jawaban.content.decode()
    assert kata in isi
    assert 'value="215/HUK/2026"' in isi
    with pytest.raises(Ditolak, match=kata):
        tetapkan(periode, nomor_sk="215/HUK/2026", oleh=pelaku("menteri"))
    assert Penetapan.objects.count() == 1
    assert {u.status for u in Usulan.objects.filter(pk__in=[u.pk for u in usulan])} == {"lolos"}


def test_nomor_keputusan_terpakai_ditolak(pabrik, pelaku, masuk):
    lama, _ = pabrik.ditetapkan()
    usulan = pabrik.lolos()
    jawaban = masuk("menteri").post(ALAMAT, _isi(KINI(), lama.nomor_sk))
    assert jawaban.status_code == 409
    assert "sudah dipakai" in jawaban.content.decode()
    with pytest.raises(Ditolak, match="sudah dipakai"), transaction.atomic():
        tetapkan(KINI(), nomor_sk=lama.nomor_sk, oleh=pelaku("menteri"))
    usulan[0].refresh_from_db()
    assert usulan[0].status == "lolos"
    assert Individu.objects.count() == 1


@pytest.mark.parametrize(
    ("ubah", "kata", "status"),
    [({"sandi": "keliru"}, "Kata sandi tidak cocok", 409), ({"nomor_sk": " "}, "Tulis nomor", 422)],
)
def test_tanpa_sandi_atau_nomor_tidak_ada_yang_ditetapkan(pabrik, masuk, pelaku, ubah, kata, status):
    pabrik.lolos()
    jawaban = masuk("menteri").post(ALAMAT, _isi(KINI()) | ubah)
    assert jawaban.status_code == status
    assert kata in jawaban.content.decode()
    assert "keliru" not in jawaban.content.decode()
    assert not Penetapan.objects.exists()
    dicatat = Jejak.objects.filter(langkah="sandi_salah", oleh=pelaku("menteri").pengguna_id).count()
    assert dicatat == ("sandi" in ubah)


@pytest.mark.parametrize("akun", ["penilai", "auditor", "pusdatin", "provinsi", "kepala", "desa"])
def test_hanya_manajemen_yang_menetapkan(pabrik, pelaku, masuk, akun):
    pabrik.lolos()
    with pytest.raises(TidakBerwenang):
        tetapkan(KINI(), nomor_sk="1/HUK/2026", oleh=pelaku(akun))
    klien = masuk(akun)
    assert klien.get(reverse("penetapan:rencana")).status_code == 404
    assert klien.post(ALAMAT, _isi(KINI())).status_code == 404


def test_menetapkan_lewat_layar_dari_rencana_sampai_dokumen(pabrik, masuk, django_capture_on_commit_callbacks):
    usulan = pabrik.lolos(n=3)
    klien = masuk("menteri")
    rencana = klien.get(reverse("penetapan:rencana")).content.decode()
    assert "3 usulan lolos penilaian" in rencana
    assert not Penetapan.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        kerja = klien.post(ALAMAT, _isi(KINI()))
    penetapan = Penetapan.objects.get()
    assert reverse("penetapan:rincian", args=[penetapan.pk]) in klien.get(kerja.url).content.decode()
    rincian = klien.get(reverse("penetapan:rincian", args=[penetapan.pk])).content.decode()
    assert "215/HUK/2026" in rincian
    assert bytes(penetapan.akar).hex() in rincian
    assert klien.get(reverse("penetapan:keputusan", args=[penetapan.pk]))["Content-Type"] == "application/pdf"
    assert Individu.objects.berlaku().filter(nik__in=[u.nik for u in usulan], dibuka=penetapan.pk).count() == 3


def test_bulan_tanpa_perubahan_ditetapkan_seperti_bulan_lalu(pabrik, pelaku, masuk):
    lama, _ = pabrik.ditetapkan(n=2)
    assert "Pasal 12 ayat (4)" in masuk("menteri").get(reverse("penetapan:rencana")).content.decode()
    baru = tetapkan(KINI(), nomor_sk="9/HUK/2026", oleh=pelaku("menteri"))
    assert baru.tanpa_perubahan
    assert (baru.jumlah_masuk, baru.jumlah_keluar, baru.jumlah_aktif) == (0, 0, lama.jumlah_aktif)
    assert not Individu.objects.filter(dibuka=baru.pk).exists()
    assert bytes(baru.akar) != bytes(lama.akar)
    aktif = {r.objek: r.aktif for r in RekapPenetapan.objects.filter(penetapan=baru)}
    assert aktif == {"INDIVIDU": 2, "KELUARGA": 2, "PKH": 2}
    isi = masuk("kl").get(reverse("penetapan:rincian", args=[baru.pk])).content.decode()
    assert "tanpa perubahan" in isi


def test_rencana_menyebut_yang_masih_menunggu_dan_pada_siapa(pabrik, masuk):
    pabrik.lengkap(n=2)
    pabrik.dibundel()
    isi = masuk("menteri").get(reverse("penetapan:rencana")).content.decode()
    assert "3 usulan masih berada di tahap sebelumnya" in isi
    assert "Verifikator" in isi
    assert "Sumatera Utara" in isi
    assert rencanakan(KINI()).menunggu == {"dibundel": 1, "lengkap": 2}


def test_penonaktifan_menutup_orang_bantuan_dan_keluarga_dengan_penetapan_yang_menutupnya(pabrik, pelaku, rusak):
    lama, (usulan,) = pabrik.ditetapkan()
    (keluar,) = pabrik.lolos()
    rusak(
        """update usulan_usulan d set jenis = 'penonaktifan', sebab = 'meninggal', program_id = 'NONBANSOS', nik = s.nik,
                  nomor_kk = s.nomor_kk from usulan_usulan s where s.id = %s and d.id = %s""",
        [usulan.pk, keluar.pk],
    )
    baru = tetapkan(KINI(), nomor_sk="9/HUK/2026", oleh=pelaku("menteri"))
    assert (baru.jumlah_masuk, baru.jumlah_keluar, baru.jumlah_aktif) == (0, 1, 0)
    for versi in (
        Individu.objects.get(nik=usulan.nik), Keluarga.objects.get(nomor_kk=usulan.nomor_kk), Kepesertaan.objects.get(nik=usulan.nik),
    ):  # fmt: skip
        assert (versi.dari, versi.dibuka, versi.sampai, versi.ditutup) == (lama.periode, lama.pk, baru.periode, baru.pk)
    assert Individu.objects.pada(lama.periode).count() == 1
    assert Individu.objects.pada(baru.periode).count() == 0
    assert desa_tidak_cocok(lama.pk) == desa_tidak_cocok(baru.pk) == []


def test_yang_bertentangan_sejak_penilaian_dikembalikan_dan_yang_lain_tetap_ditetapkan(pabrik, pelaku, rusak, masuk):
    _, (lama,) = pabrik.ditetapkan()
    bentrok, baik = pabrik.lolos(n=2)
    rusak("update usulan_usulan set nik = %s where id = %s", [lama.nik, bentrok.pk])
    isi = masuk("menteri").get(reverse("penetapan:rencana")).content.decode()
    assert "NIK sudah aktif dalam DTKS" in isi
    baru = tetapkan(KINI(), nomor_sk="9/HUK/2026", oleh=pelaku("menteri"))
    bentrok.refresh_from_db()
    baik.refresh_from_db()
    assert (baru.jumlah_usulan, bentrok.status, baik.status) == (1, "dikembalikan_kab", "ditetapkan")
    assert bentrok.catatan


def test_jumlah_perintah_sql_tidak_bergantung_jumlah_usulan(pabrik, pelaku, django_assert_num_queries):
    pabrik.ditetapkan(periode=sebelum(sebelum(KINI())))
    pabrik.lolos(n=1)
    with django_assert_num_queries(90, exact=False) as satu:
        tetapkan(sebelum(KINI()), nomor_sk="8/HUK/2026", oleh=pelaku("menteri"))
    pabrik.lolos(n=8)
    with django_assert_num_queries(90, exact=False) as banyak:
        tetapkan(KINI(), nomor_sk="9/HUK/2026", oleh=pelaku("menteri"))
    assert len(banyak) == len(satu)


def _sql(perintah: str, isi: list | None = None) -> None:
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(perintah, isi or [])
        kursor.execute("set constraints all immediate")


def test_dua_versi_berlaku_untuk_satu_nik_ditolak_basis_data(pabrik):
    penetapan, _ = pabrik.ditetapkan()
    kolom = "nik, nomor_kk, wilayah_id, nama, tempat_lahir, tanggal_lahir, ibu_kandung, jenis_kelamin, pekerjaan, status_kawin, pendidikan"
    with pytest.raises(IntegrityError, match="individu_satu_berlaku"):
        _sql(
            f"insert into dtks_individu ({kolom}, dari, dibuka) select {kolom}, dari + 1, dibuka from dtks_individu where dibuka = %s",
            [penetapan.pk],
        )


VERSI = pytest.mark.parametrize("tabel", ["dtks_individu", "dtks_keluarga", "dtks_kepesertaan"])


@VERSI
def test_baris_register_tidak_dapat_menunjuk_penetapan_yang_tidak_ada(pabrik, tabel):
    penetapan, _ = pabrik.ditetapkan()
    with sebagai_pemilik() as kursor:
        kursor.execute(f"set constraints all immediate; alter table {tabel} disable trigger user")
    with pytest.raises(IntegrityError, match="dibuka_fk"):
        _sql(f"update {tabel} set dibuka = 987654321 where dibuka = %s", [penetapan.pk])
    with pytest.raises(IntegrityError, match="ditutup_fk"):
        _sql(f"update {tabel} set ditutup = 987654321, sampai = 299912 where dibuka = %s", [penetapan.pk])


@VERSI
def test_register_hanya_ditulis_oleh_penetapan_yang_sedang_berlangsung(pabrik, tabel):
    penetapan, _ = pabrik.ditetapkan()
    for ubahan in ("wilayah_id = '1209212002'", "dari = dari - 1", f"sampai = 299912, ditutup = {penetapan.pk}"):
        with pytest.raises(DatabaseError, match="hanya ditutup oleh penetapan"):
            _sql(f"update {tabel} set {ubahan}")
    kunci = "nomor_kk" if tabel == "dtks_keluarga" else "nik"
    with (
        pytest.raises(DatabaseError, match="hanya ditulis oleh penetapan"),
        transaction.atomic(),
        connection.cursor() as kursor,
    ):
        kursor.execute(
            "select string_agg(column_name, ', ') from information_schema.columns where table_name = %s and is_generated = 'NEVER'",
            [tabel],
        )
        kolom = kursor.fetchone()[0]
        kursor.execute(f"create temporary table salinan on commit drop as select {kolom} from {tabel}")
        kursor.execute(f"update salinan set {kunci} = '9999999999999999'")
        kursor.execute(f"insert into {tabel} ({kolom}) select {kolom} from salinan")
    with pytest.raises(DatabaseError, match="permission denied"):
        _sql(f"delete from {tabel}")
    with pytest.raises(DatabaseError, match="tidak boleh"), transaction.atomic(), sebagai_pemilik() as kursor:
        kursor.execute(f"delete from {tabel}")


@pytest.mark.parametrize("kolom", ["akar = '\\x00'", "jumlah_masuk = 99", "kode_verifikasi = 'LAIN'"])
def test_angka_dan_segel_penetapan_tidak_dapat_diubah_sesudahnya(pabrik, pelaku, kolom):
    penetapan, _ = pabrik.ditetapkan()
    with pytest.raises(DatabaseError, match="penetapan tidak diubah"), atas_nama(pelaku("menteri"), "lampirkan"):
        _sql(f"update penetapan_penetapan set {kolom} where id = %s", [penetapan.pk])


@pytest.mark.parametrize(
    "ubahan", ["nomor_sk = 'x'", "periode = periode - 1", "ditetapkan_oleh_id = (select min(id) from akun_pengguna)"]
)
def test_baris_penetapan_tidak_dapat_diubah(pabrik, pelaku, ubahan):
    penetapan, _ = pabrik.ditetapkan()
    with pytest.raises(DatabaseError), atas_nama(pelaku("menteri"), "lampirkan"):
        _sql(f"update penetapan_penetapan set {ubahan} where id = %s", [penetapan.pk])


def test_baris_penetapan_tidak_dapat_dihapus_atau_diubah_tanpa_pelaku(pabrik):
    penetapan, _ = pabrik.ditetapkan()
    with pytest.raises(DatabaseError, match="permission denied"):
        _sql("delete from penetapan_penetapan")
    with pytest.raises(DatabaseError, match="tidak boleh"), transaction.atomic(), sebagai_pemilik() as kursor:
        kursor.execute("delete from penetapan_penetapan")
    with pytest.raises(DatabaseError, match="tanpa pelaku"):
        _sql("update penetapan_penetapan set catatan = 'x' where id = %s", [penetapan.pk])


def test_penetapan_tidak_berurutan_ditolak_basis_data_juga(pabrik, pelaku):
    penetapan, _ = pabrik.ditetapkan(periode=sebelum(sebelum(KINI())))
    kolom = (
        "wilayah_id, status, alasan, catatan, ditetapkan_pada, ditetapkan_oleh_id,"
        " jumlah_usulan, jumlah_masuk, jumlah_keluar, jumlah_aktif, akar"
    )
    for periode in (KINI(), berikut(KINI())):
        with pytest.raises(IntegrityError, match="berurutan"), atas_nama(pelaku("menteri"), "tetapkan"):
            _sql(
                f"insert into penetapan_penetapan (periode, nomor_sk, kode_verifikasi, {kolom})"
                f" select %s, 'x', 'x', {kolom} from penetapan_penetapan where id = %s",
                [periode, penetapan.pk],
            )


@pytest.mark.django_db(transaction=True)
def test_dua_penetapan_bersamaan_tepat_satu_yang_menang(pabrik, pelaku):
    pabrik.lolos(n=4)
    oleh, hasil, mulai = pelaku("menteri"), [], threading.Barrier(2)

    def coba(nomor_sk: str, oleh: Pelaku) -> None:
        try:
            mulai.wait(timeout=20)
            with dalam_jangkauan(oleh):
                hasil.append(tetapkan(KINI(), nomor_sk=nomor_sk, oleh=oleh).nomor_sk)
        except Ditolak as galat:
            hasil.append(galat.kode)
        finally:
            connection.close()

    utas = [threading.Thread(target=coba, args=(nomor, oleh)) for nomor in ("1/HUK/2026", "2/HUK/2026")]
    for u in utas:
        u.start()
    for u in utas:
        u.join(timeout=60)
    penetapan = Penetapan.objects.get()
    assert sorted(hasil) == sorted([penetapan.nomor_sk, "bulan-tidak-dapat-ditetapkan"])
    assert penetapan.jumlah_masuk == Individu.objects.berlaku().count() == 4


def test_rekap_hanya_untuk_wilayah_sendiri(pabrik, pelaku, masuk):
    pabrik.lolos("desa", 2)
    pabrik.lolos("desa2", 3)
    penetapan = tetapkan(KINI(), nomor_sk="9/HUK/2026", oleh=pelaku("menteri"))
    alamat = reverse("penetapan:rincian", args=[penetapan.pk])
    kementerian = masuk("menteri").get(alamat).content.decode()
    assert "Banten" in kementerian
    provinsi = masuk("provinsi").get(alamat)
    assert [b.wilayah.kode for b in provinsi.context["baris"]] == ["1209"]
    assert "Serang" not in provinsi.content.decode()
    assert masuk("provinsi").get(alamat, {"wilayah": "36"}).status_code == 404
    for akun in ("desa", "kabupaten", "verifikator", "warga", "pengembang"):
        assert masuk(akun).get(alamat).status_code == 404


def test_layar_penetapan_paling_banyak_12_perintah_sql(pabrik, pelaku, masuk, django_assert_max_num_queries):
    penetapan, _ = pabrik.ditetapkan(n=2)
    pabrik.lolos()
    pabrik.lengkap()
    klien = masuk("menteri")
    for alamat in (
        reverse("penetapan:daftar"), reverse("penetapan:rincian", args=[penetapan.pk]), reverse("penetapan:rencana"),
        ALAMAT, reverse("penetapan:penerusan"),
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            assert klien.get(alamat).status_code == 200


def test_waktu_penetapan_tercatat_sebagai_peristiwa(pabrik, pelaku):
    penetapan, _ = pabrik.ditetapkan()
    langkah = list(
        Jejak.objects.filter(tabel="penetapan_penetapan", objek=penetapan.pk).order_by("id").values_list("langkah", "fungsi")
    )
    assert langkah == [("tetapkan", "manajemen"), ("lampirkan", "manajemen")]
    assert penetapan.ditetapkan_pada <= timezone.now()
