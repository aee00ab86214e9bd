"""What narrows an assignment: programmes for technical officers and other ministries, kecamatan for a verifikator."""

import datetime as dt
import re
from collections import Counter

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from akun import penugasan as tugas
from akun import perlindungan, serah_terima, undangan
from akun.models import Pengguna, Penugasan, PerangkatKode
from akun.pakta import tanda_tangani
from dasar import pekerjaan
from dasar.galat import Ditolak, TidakBerwenang
from dasar.jangkauan import dalam_jangkauan
from dasar.jejak import SISTEM, Pelaku, atas_nama
from dasar.models import Pekerjaan
from dasar.pekerjaan import antrekan, jalankan_pekerjaan
from dtks.register.bnba import baris_penerima, penerima_program
from dtks.register.ekspor import daftar_register
from dtks.register.kunci import samarkan
from dtks.register.models import Kepesertaan
from dtks.register.pencarian import program_aktif
from pemantauan import berkala, rekap
from penetapan.models import Penetapan
from penetapan.ringkasan import terhitung
from penggunaan import penyerahan
from tests.basis_data import sebagai_pemilik
from tests.fixtures.pabrik import foto
from usulan.alur import S
from usulan.models import Usulan
from verval import putusan
from verval.filters import hasil_saringan, menunggu_putusan
from wilayah.models import Wilayah

pytestmark = pytest.mark.django_db
HARI = timezone.localdate()
MASA = {"nomor_sk": "SK/7", "mulai": HARI, "selesai": HARI + dt.timedelta(days=90)}
# Kisaran Timur lies in 120920, Perkebunan Bandar Selamat in 120921.
KEC, KEC_LAIN = "120920", "120921"


def angkat(fungsi: str, kode: str, **bagian) -> Pelaku:
    """An officer of this function with what narrows it, able to work."""
    nomor = Pengguna.objects.count() + 1
    orang = Pengguna.objects.create(username=f"p{nomor}", nama=f"Petugas {nomor}", nik=f"99010101018{nomor:05d}")
    satu = tugas.angkat(orang, fungsi, Wilayah.objects.get(pk=kode), **MASA, **bagian, oleh=SISTEM)
    tanda_tangani(satu, oleh=satu.pelaku)
    return satu.pelaku


def ditolak(kode: str, kerja) -> str:
    with pytest.raises(Ditolak) as galat, transaction.atomic():
        kerja()
    assert galat.value.kode == kode
    return galat.value.pesan


def sesi(klien, akun) -> None:
    """Past the second step."""
    rahasia = PerangkatKode.sandikan(b"x" * 20, akun.pk)
    perangkat = PerangkatKode.objects.create(user=akun, name="uji", rahasia=rahasia, confirmed=True)
    isi = klien.session
    isi[DEVICE_ID_SESSION_KEY] = perangkat.persistent_id
    isi.save()


def _penetapan() -> int:
    return Penetapan.objects.get().pk


def _periode() -> int:
    return Penetapan.objects.get().periode


def satu(sql: str, *isi):
    with connection.cursor() as kursor:
        kursor.execute(sql, list(isi))
        return kursor.fetchone()[0]


# --- the assignment itself ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kode", "fungsi", "wilayah", "bagian"),
    [
        ("program-kosong", "petugas_teknis", "00", {}),
        ("program-kosong", "kl", "00", {}),
        ("program-tidak-dikenal", "kl", "00", {"program": ["NONBANSOS"]}),
        ("program-tidak-dikenal", "kl", "00", {"program": ["PKH", "XYZ"]}),
        ("program-bukan-tempatnya", "auditor", "00", {"program": ["PKH"]}),
        ("kecamatan-bukan-tempatnya", "pengisi_kabupaten", "1209", {"kecamatan": [KEC]}),
        ("kecamatan-di-luar", "verifikator", "1209", {"kecamatan": ["360417"]}),
        ("kecamatan-di-luar", "verifikator", "1209", {"kecamatan": ["1209201008"]}),
    ],
)
def test_daftar_yang_tidak_cocok_dengan_fungsi_dan_wilayahnya_ditolak(kode, fungsi, wilayah, bagian):
    ditolak(kode, lambda: angkat(fungsi, wilayah, **bagian))


@pytest.mark.parametrize(
    ("akun", "ubah"),
    [
        ("pusdatin", {"fungsi": "petugas_teknis", "wilayah_id": "00", "program": []}),
        ("pusdatin", {"fungsi": "petugas_teknis", "wilayah_id": "00", "program": ["XYZ"]}),
        ("pusdatin", {"fungsi": "auditor", "wilayah_id": "00", "program": ["PKH"]}),
        ("admin.kab", {"fungsi": "pengisi_kabupaten", "wilayah_id": "1209", "kecamatan": [KEC]}),
        ("admin.kab", {"fungsi": "verifikator", "wilayah_id": "1209", "kecamatan": ["360417"]}),
        ("admin.kab", {"fungsi": "verifikator", "wilayah_id": "1209", "kecamatan": ["120999"]}),
    ],
)
def test_basis_data_menolak_daftar_yang_tidak_cocok(akun, ubah, pelaku):
    orang = Pengguna.objects.create(username="baru", nama="Baru", nik="9901010101890001")
    with pytest.raises(IntegrityError), atas_nama(pelaku(akun), "angkat"):
        Penugasan.objects.create(pengguna=orang, nik=orang.nik, **MASA, **ubah)


@pytest.mark.parametrize("kolom", ["program = '{PKH,PBI}'", "kecamatan = '{}'"])
def test_daftar_dalam_satu_masa_tugas_tidak_diubah_juga_oleh_sql_mentah(kolom, pelaku):
    oleh = angkat("verifikator", "1209", kecamatan=[KEC]) if "kecamatan" in kolom else angkat("kl", "00", program=["PKH"])
    admin = pelaku("admin.kab" if "kecamatan" in kolom else "pusdatin")
    with pytest.raises(DatabaseError, match="tidak sah diubah"), atas_nama(admin, "tangguhkan"), connection.cursor() as kursor:
        kursor.execute(f"update akun_penugasan set status = 'ditangguhkan', {kolom} where pengguna_id = %s", [oleh.pengguna_id])


def test_serah_terima_membawa_daftarnya_dan_perpanjangan_dapat_menggantinya(pelaku):
    admin = pelaku("admin.kab")
    lama = Penugasan.objects.get(pengguna=angkat("verifikator", "1209", kecamatan=[KEC]).pengguna_id)
    baru = tugas.perpanjang(
        lama, nomor_sk="SK/8", sk=None, selesai=HARI + dt.timedelta(days=180), kecamatan=[KEC_LAIN], oleh=admin
    )
    assert baru.kecamatan == [KEC_LAIN]
    penerus, _ = serah_terima.serahkan(baru, undangan.Calon("Penerus", "9901010101890002"), sk=None, oleh=admin, **MASA)
    assert penerus.kecamatan == [KEC_LAIN]


def test_undangan_menuntut_program_lalu_menampilkannya_kepada_admin_dan_yang_diundang(masuk, client):
    pusdatin, alamat = masuk("pusdatin"), reverse("akun:petugas_undang")
    hari = {f"mulai_{n}": v for n, v in enumerate((HARI.day, HARI.month, HARI.year))}
    akhir = HARI + dt.timedelta(days=90)
    hari |= {f"selesai_{n}": v for n, v in enumerate((akhir.day, akhir.month, akhir.year))}
    isi = {"fungsi": "petugas_teknis", "nama": "Yusuf", "nik": "9901010101890003", "nomor_sk": "SK/9"} | hari
    jawaban = pusdatin.post(alamat, isi | {"sk": foto("sk.jpg")})
    assert jawaban.status_code == 409 and "Pilih paling sedikit satu program" in jawaban.content.decode()
    assert "program" in jawaban.context["formulir"].errors
    jawaban = pusdatin.post(alamat, isi | {"sk": foto("sk.jpg"), "program": ["PKH"]})
    kode = re.search(r"kode=([\w-]+)", jawaban.content.decode())[1]
    baru = Penugasan.objects.get(nik="9901010101890003")
    assert baru.program == ["PKH"]
    for klien, url in (
        (pusdatin, reverse("akun:petugas_rincian", args=[baru.pk])),
        (client, reverse("akun:undangan") + f"?kode={kode}"),
    ):
        assert "Program Keluarga Harapan" in klien.get(url).content.decode()


def test_formulir_admin_menawarkan_kecamatannya_sendiri_dan_api_menerimanya(masuk):
    admin = masuk("admin.kab")
    isi = admin.get(reverse("akun:petugas_undang")).content.decode()
    assert f'value="{KEC}"' in isi and 'value="360417"' not in isi and 'name="program"' not in isi
    kirim = {
        "fungsi": "verifikator", "wilayah": "1209", "nama": "Rina", "nik": "9901010101890004", "nomor_sk": "SK/1",
        "mulai": HARI.isoformat(), "selesai": MASA["selesai"].isoformat(), "kecamatan": [KEC],
    }  # fmt: skip
    jawaban = admin.post("/api/v1/petugas/", kirim | {"sk": foto("sk.jpg")})
    assert jawaban.status_code == 201 and jawaban.json()["petugas"]["kecamatan"] == [KEC]
    kirim |= {"nik": "9901010101890005", "kecamatan": ["360417"], "sk": foto("sk.jpg")}
    assert admin.post("/api/v1/petugas/", kirim).json()["kode"] == "kecamatan-di-luar"


# --- programmes --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def negeri(pabrik):
    """Two recipients of PKH, one of PBI, and one proposal of each passed on: (those of PKH, that of PBI)."""
    pkh = pabrik.lolos("desa", 2, "PKH")
    pbi = pabrik.ditetapkan("desa2", 1, "PBI")[1]
    pabrik.diteruskan("desa", 1, "PKH")
    pabrik.diteruskan("desa2", 1, "PBI")
    return pkh, pbi


def test_yang_berprogram_hanya_melihat_kepesertaan_programnya_dan_yang_lain_seperti_semula(negeri, pelaku):
    pkh, pbi = ([u.nik for u in baris] for baris in negeri)
    for program, terlihat in (
        (["PKH"], {"PKH": 2}),
        (["PBI"], {"PBI": 1}),
        (["BPNT"], {}),
        (["PBI", "PKH"], {"PBI": 1, "PKH": 2}),
    ):
        oleh = angkat("petugas_teknis", "00", program=program)
        with dalam_jangkauan(oleh):
            assert dict(Counter(k for v in program_aktif(pkh + pbi, oleh).values() for k in v)) == terlihat
            jumlah = {n: satu("select count(*) from dtks_kepesertaan_program where program_id = %s", n) for n in ("PKH", "PBI")}
            assert {k: n for k, n in jumlah.items() if n} == terlihat
            # The tables themselves are closed to raw SQL, whatever the programme.
            for tabel in ("dtks_kepesertaan", "usulan_usulan", "usulan_impor", "pemantauan_rekap", "pemantauan_gerak"):
                assert satu(f"select count(*) from {tabel}") == 0
    for akun in ("auditor", "penilai"):
        with dalam_jangkauan(pelaku(akun)):
            assert satu("select count(*) from dtks_kepesertaan") == Kepesertaan.objects.terlihat_oleh(pelaku(akun)).count() == 3
            assert satu("select count(*) from dtks_kepesertaan_program") == 0


def test_hitungan_usulan_dan_rekap_hanya_memuat_programnya(negeri, pelaku):
    for program, n in (("PKH", (1, 2)), ("PBI", (1, 1)), ("BPNT", (0, 0))):
        oleh = angkat("kl", "00", program=[program])
        with dalam_jangkauan(oleh):
            assert terhitung(oleh).filter(status=S.DITERUSKAN).count() == n[0]
            baris = rekap.baca("00", 0, ("usulan", "peserta", "orang"), program=oleh.program)
            assert {b.program for b in baris if b.hal != "orang"} <= {program}
            assert sum(b.jumlah for b in baris if b.hal == "peserta") == n[1]
            assert sum(b.jumlah for b in baris if b.hal == "orang") == 3
    with dalam_jangkauan(pelaku("menteri")):
        assert terhitung(pelaku("menteri")).filter(status=S.DITERUSKAN).count() == 2


def test_ekspor_hanya_memuat_programnya_dan_menolak_program_lain(negeri):
    oleh = angkat("petugas_teknis", "00", program=["PKH"])
    with dalam_jangkauan(oleh):
        assert len(list(penerima_program({"program": "PKH", "wilayah": "1209", "periode": None}, oleh).baris)) == 2
        with pytest.raises(TidakBerwenang):
            penerima_program({"program": "PBI", "wilayah": "3604", "periode": None}, oleh)
        assert list(baris_penerima("PBI", "3604", None, oleh=oleh)) == []
        isi = {w: [b[-2] for b in daftar_register({"wilayah": w, "periode": None}, oleh).baris] for w in ("1209", "3604")}
    assert isi == {"1209": ["PKH", "PKH"], "3604": [""]}


def test_layar_dan_laporan_hanya_menyebut_programnya(negeri, masuk, client):
    oleh = angkat("kl", "00", program=["PBI"])
    akun = Pengguna.objects.get(pk=oleh.pengguna_id)
    client.force_login(akun)
    sesi(client, akun)
    assert client.get("/api/v1/saya/").json()["program"] == ["PBI"]
    for alamat in (reverse("pemantauan:dasbor"), f"/penetapan/{_penetapan()}/", "/laporan/", "/akun/"):
        isi = client.get(alamat).content.decode()
        assert "Iuran Jaminan Kesehatan" in isi, alamat
        assert "Keluarga Harapan" not in isi, alamat
    pilihan = client.get(reverse("penggunaan:ajukan")).content.decode()
    assert 'value="PBI"' in pilihan and 'value="PKH"' not in pilihan
    rekap_api = client.get(f"/api/v1/penetapan/{_periode()}/rekap/").json()["hasil"]
    assert {b["objek"] for b in rekap_api} == {"INDIVIDU", "KELUARGA", "PBI"}


def test_halaman_orang_dan_daftar_kerja_petugas_teknis_hanya_menyebut_programnya(negeri, client):
    oleh = angkat("petugas_teknis", "00", program=["PKH"])
    akun = Pengguna.objects.get(pk=oleh.pengguna_id)
    client.force_login(akun)
    sesi(client, akun)
    for (usulan, *_), program in zip(negeri, ([{"program": "PKH"}], []), strict=True):
        kunci = samarkan("nik", usulan.nik)
        halaman = client.get(reverse("register:individu", args=[kunci]))
        assert halaman.status_code == 200 and "Iuran Jaminan" not in halaman.content.decode()
        isi = client.get(f"/api/v1/register/individu/{kunci}/").json()
        assert [{"program": p["program"]} for p in isi["program"]] == program
    for kunci, kode in ((berkala.MAMPU, 200), (berkala.BELUM_DAPAT, 404), (berkala.PERINGATAN, 404)):
        assert client.get(reverse("pemantauan:sasaran", args=[kunci])).status_code == kode, kunci


def test_permintaan_data_di_luar_programnya_ditolak_juga_oleh_basis_data(pelaku):
    oleh = angkat("kl", "00", program=["PBI"])
    isi = {
        "lembaga": "Lembaga", "singkatan": "L", "jabatan": "Kepala", "nomor_surat": "S-1", "dasar_hukum": "Perjanjian",
        "tujuan": "Pemadanan", "program_id": "PKH", "cakupan": Wilayah.objects.get(pk="1209"), "kolom": [], "lama_hari": 30,
    }  # fmt: skip
    assert "tidak termasuk penugasan" in ditolak("di-luar-program", lambda: penyerahan.ajukan(foto(), oleh=oleh, **isi))
    mengaku = Pelaku(oleh.pengguna_id, "kl", "00", program=("PKH",))
    with pytest.raises(DatabaseError, match="program di luar penugasan"), transaction.atomic():
        penyerahan.ajukan(foto(), oleh=mengaku, **isi)


def test_pekerjaan_di_belakang_membawa_bagian_penugasan(monkeypatch):
    dilihat = []
    monkeypatch.setitem(pekerjaan._PENANGAN, "uji_bagian", lambda kerja, lapor, oleh: dilihat.append(oleh) or {})
    oleh = angkat("verifikator", "1209", kecamatan=[KEC])
    jalankan_pekerjaan(antrekan("uji_bagian", "1", {}, oleh=oleh).pk)
    assert [(o.kecamatan, o.program) for o in dilihat] == [((KEC,), ())]
    assert Pekerjaan.objects.get(jenis="uji_bagian").bagian == {"kecamatan": [KEC]}


# --- kecamatan ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def dua_kecamatan(pabrik):
    """One complete proposal in each of two kecamatan of the same kabupaten, and a verifikator of the first."""
    (sini,), (sana,) = pabrik.lengkap("desa", 1), pabrik.lengkap("desa3", 1)
    assert (sini.wilayah_id[:6], sana.wilayah_id[:6]) == (KEC, KEC_LAIN)
    return sini, sana, angkat("verifikator", "1209", kecamatan=[KEC])


def test_verifikator_kecamatan_tidak_melihat_tidak_memilih_dan_tidak_memutus_kecamatan_lain(dua_kecamatan, client):
    sini, sana, oleh = dua_kecamatan
    akun = Pengguna.objects.get(pk=oleh.pengguna_id)
    client.force_login(akun)
    sesi(client, akun)
    assert list(menunggu_putusan(oleh)) == list(hasil_saringan(oleh, "")) == [sini]
    assert client.get(reverse("verval:putusan", args=[sini.pk])).status_code == 200
    for alamat in (
        reverse("verval:putusan", args=[sana.pk]),
        f"/api/v1/usulan/{sana.pk}/",
        reverse("pemantauan:dasbor") + f"?wilayah={KEC_LAIN}",
    ):
        assert client.get(alamat).status_code == 404, alamat
    antrean = client.get(reverse("verval:antrean"))
    assert sini.nama in antrean.content.decode() and sana.nama not in antrean.content.decode()
    jawaban = client.post(
        "/api/v1/verval/putusan/", {"putusan": "layak", "usulan": [sini.pk, sana.pk]}, content_type="application/json"
    )
    assert jawaban.status_code == 200, jawaban.content
    sini.refresh_from_db(), sana.refresh_from_db()
    assert (sini.status, sana.status) == (S.LAYAK, S.LENGKAP)
    assert putusan.putuskan(Usulan.objects.filter(pk=sana.pk), "layak", oleh=oleh) == 0


def test_sql_mentah_verifikator_kecamatan_tidak_mengubah_kecamatan_lain(dua_kecamatan, pelaku):
    sini, sana, oleh = dua_kecamatan
    sql = "update usulan_usulan set status = 'layak', diputus_pada = now(), diputus_oleh_id = %s where status = 'lengkap'"
    with atas_nama(oleh, "layakkan"), connection.cursor() as kursor:
        kursor.execute(sql, [oleh.pengguna_id])
        assert kursor.rowcount == 1
    sana.refresh_from_db()
    assert sana.status == S.LENGKAP
    semua = pelaku("verifikator")
    with atas_nama(semua, "layakkan"), connection.cursor() as kursor:
        kursor.execute(sql, [semua.pengguna_id])
        assert kursor.rowcount == 1


def test_register_dan_ekspor_verifikator_kecamatan_berhenti_di_kecamatannya(pabrik):
    pabrik.lolos("desa3", 1)
    pabrik.ditetapkan("desa", 1)
    oleh = angkat("verifikator", "1209", kecamatan=[KEC_LAIN])
    with dalam_jangkauan(oleh):
        for baris in (
            penerima_program({"program": "PKH", "wilayah": "1209", "periode": None}, oleh).baris,
            daftar_register({"wilayah": "1209", "periode": None}, oleh).baris,
        ):
            assert [k[:6] for b in baris for k in b if str(k).startswith("1209") and len(str(k)) == 10] == [KEC_LAIN]
        assert {k.wilayah_id[:6] for k in Kepesertaan.objects.terlihat_oleh(oleh)} == {KEC_LAIN}
        with pytest.raises(TidakBerwenang):
            daftar_register({"wilayah": "1209201008", "periode": None}, oleh)


# --- what it costs -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tabel", ["usulan_usulan", "dtks_kepesertaan", "pemantauan_rekap"])
def test_kebijakan_tabel_berprogram_tidak_menanyakan_program_atau_kecamatan_setiap_baris(tabel, pelaku):
    """Nobody who is not narrowed pays for it: the plan of a count knows the range and nothing else."""
    with dalam_jangkauan(pelaku("verifikator")), connection.cursor() as kursor:
        kursor.execute(f"explain (verbose) select count(*) from {tabel}")
        rencana = "\n".join(b[0] for b in kursor.fetchall())
    assert "lihat_awal" in rencana and "lihat_bagian" not in rencana


def test_pandangan_yang_berubah_ditemukan():
    with transaction.atomic():
        with sebagai_pemilik() as kursor:
            kursor.execute(f"grant insert on dtks_kepesertaan_program to {perlindungan.PERAN}")
            kursor.execute("create view bocor as select nik from dtks_individu")
        beda = " ".join(perlindungan.penyimpangan())
        transaction.set_rollback(True)
    assert "dtks_kepesertaan_program" in beda and "pandangan bocor tidak dikenal" in beda
