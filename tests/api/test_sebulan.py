"""One small month by the API alone: each officer with an own client, from the deliberation to the register."""

import pytest
from django.utils import timezone

from dasar.periode import periode_kini
from dtks.register.models import Individu
from tests.fixtures.pabrik import foto
from usulan.models import Musyawarah, Usulan

_BERSAMA = ("nomor_kk", "alamat", "rt", "rw")


def isian_keluarga(pabrik, akun: str = "desa", **lain) -> dict:
    anggota = pabrik.anggota(akun, **lain)
    for satu in anggota:
        satu["tanggal_lahir"] = satu["tanggal_lahir"].isoformat()
    return {
        **{k: anggota[0][k] for k in _BERSAMA},
        "anggota": [{k: v for k, v in satu.items() if k not in _BERSAMA} for satu in anggota],
        "survei": {f"sk{n}": True for n in range(10)},
    }


def isian_musyawarah(nomor: str = "470/API/2026") -> dict:
    return {
        "jenis": "muskel",
        "nomor_berita_acara": nomor,
        "tanggal": timezone.localdate().isoformat(),
        "tempat": "Aula",
        "pimpinan": "Lurah",
        "notulis": "Sekretaris",
        "jumlah_hadir": 20,
    }


def test_satu_bulan_hanya_melalui_api(klien, pasti, pabrik, sandi, kode, django_capture_on_commit_callbacks):
    desa, kabupaten, verifikator, kepala, provinsi, penilai, menteri = map(
        klien, ["desa", "kabupaten", "verifikator", "kepala", "provinsi", "penilai", "menteri"]
    )
    musyawarah = pasti(desa.kirim("musyawarah/", isian_musyawarah()), 201)
    m = f"musyawarah/{musyawarah['id']}/"
    assert len(musyawarah["halangan"]) == 5

    usulan = []
    for _ in range(2):
        usulan += pasti(desa.kirim(m + "keluarga/", isian_keluarga(pabrik)), 201)
    nik = Usulan.objects.get(pk=usulan[0]["id"]).nik
    assert usulan[0]["nik"] == nik[:4] + "•" * 8 + nik[-4:]
    for jenis in ("berita_acara", "foto_kegiatan", "daftar_hadir", "bukti_publikasi"):
        dokumen = pasti(desa.unggah(m + "dokumen/", jenis=jenis, berkas=foto()), 201)
    isi = desa.get(f"{m}dokumen/{dokumen['id']}/")
    assert isi.status_code == 200
    assert isi["Content-Type"] == "image/jpeg"

    nomor = [u["id"] for u in usulan]
    assert pasti(desa.kirim(m + "keputusan-forum/", {"putusan": "setuju"})) == {"diminta": None, "berpindah": 2}
    rinci = pasti(desa.get(m))
    assert rinci["jumlah_per_status"] == {"disetujui_musdes": 2}
    assert pasti(desa.kirim(m + "ajukan/", {"catatan_peringatan": "Sudah dicocokkan."}))["berpindah"] == 2
    assert pasti(desa.kirim(m + "ajukan/"), 409)["kode"] == "daftar-disegel"

    assert pasti(kabupaten.get("usulan/", status="diajukan", musyawarah=musyawarah["id"]))["berikutnya"] is None
    lengkap = {"putusan": "lengkap", "musyawarah": musyawarah["id"]}
    assert pasti(kabupaten.kirim("verval/kelengkapan/", lengkap))["berpindah"] == 2
    assert pasti(kabupaten.kirim("verval/kelengkapan/", lengkap))["berpindah"] == 0

    layak = {"putusan": "layak", "usulan": nomor[:1], "cara": "kunjungan"}
    assert pasti(verifikator.kirim("verval/putusan/", layak))["berpindah"] == 1
    with django_capture_on_commit_callbacks(execute=True):
        jawaban = verifikator.kirim("verval/putusan/", {"putusan": "layak", "saring": {"wilayah": "1209201008"}})
    assert jawaban.status_code == 202
    kerja = pasti(verifikator.klien.get(jawaban["Location"]))
    assert (kerja["status"], kerja["hasil"]["jumlah"]) == ("selesai", 1)

    batch = pasti(kabupaten.kirim("batch/"), 201)
    b = f"batch/{batch['id']}/"
    assert batch["isi"]["jumlah"] == 2
    assert pasti(kabupaten.kirim("batch/"), 409)["kode"] == "tidak-ada-usulan"
    tanda_tangan = {"nomor_surat": "460/1/2026", "sidik": batch["isi"]["sidik"], "sandi": sandi}

    def bukti(**ubah) -> dict:
        return tanda_tangan | {"kode": kode("kepala")} | ubah

    assert pasti(kepala.kirim(b + "sahkan/", bukti(sandi="bukan")), 409)["kode"] == "sandi-salah"
    assert pasti(kepala.kirim(b + "sahkan/", bukti(sidik="0" * 64)), 409)["kode"] == "isi-berubah"
    sah = pasti(kepala.kirim(b + "sahkan/", bukti()))
    assert sah["status"] == "disahkan"
    assert pasti(kepala.kirim(b + "sahkan/", bukti()), 409)["kode"] == "sudah-disahkan"
    surat = kabupaten.get(b + "surat/")
    assert b"".join(surat.streaming_content).startswith(b"%PDF-")

    terus = {baris["wilayah"]: baris for baris in pasti(provinsi.get("penerusan/"))}
    assert terus["1209"]["per_status"] == {"diteruskan": 2}

    for terapkan in (False, True):
        with django_capture_on_commit_callbacks(execute=True):
            jawaban = penilai.kirim("penilaian/", {"wilayah": "00", "terapkan": terapkan})
        assert jawaban.status_code == 202
        hasil = pasti(penilai.klien.get(jawaban["Location"]))["hasil"]
        nilai = pasti(penilai.get(f"penilaian/{hasil['penilaian']}/"))
        assert (nilai["jumlah_dinilai"], nilai["jumlah_lolos"], nilai["diterapkan"]) == (2, 2, terapkan)
    assert pasti(penilai.get(f"penilaian/{nilai['id']}/temuan/")) == {"hasil": [], "berikutnya": None}

    periode = periode_kini()
    rencana = pasti(menteri.get("penetapan/rencana/", periode=str(periode)))
    assert (rencana["halangan"], rencana["per_jenis"]) == ("", {"masuk": 2})
    with django_capture_on_commit_callbacks(execute=True):
        isi = {"periode": str(periode), "nomor_sk": "1/HUK/2026", "sandi": sandi}
        assert "kode" in str(pasti(menteri.kirim("penetapan/", isi), 422))
        jawaban = menteri.kirim("penetapan/", isi | {"kode": kode("menteri")})
    assert jawaban.status_code == 202
    assert pasti(menteri.klien.get(jawaban["Location"]))["status"] == "selesai"
    ulang = menteri.kirim("penetapan/", isi | {"nomor_sk": "2/HUK/2026", "kode": kode("menteri")})
    assert pasti(ulang, 409)["kode"] == "bulan-tidak-dapat-ditetapkan"

    penetapan = pasti(provinsi.get(f"penetapan/{periode}/"))
    assert (penetapan["jumlah_masuk"], penetapan["jumlah_aktif"]) == (2, 2)
    rekap = pasti(provinsi.get(f"penetapan/{periode}/rekap/"))["hasil"]
    assert {"wilayah": "1209", "objek": "PKH", "masuk": 2, "keluar": 0, "aktif": 2} in rekap
    assert provinsi.get(f"penetapan/{periode}/keputusan/")["Content-Type"] == "application/pdf"
    for kode, jenis in ((sah["kode_verifikasi"], "surat_pengesahan"), (penetapan["kode_verifikasi"], "keputusan")):
        assert pasti(klien("warga").get(f"verifikasi/{kode}/"))["jenis"] == jenis

    assert Individu.objects.berlaku().filter(nik=nik).exists()
    temuan = pasti(desa.kirim("register/cari/", {"teks": nik}))["hasil"]
    orang = pasti(desa.get(f"register/individu/{temuan[0]['kunci']}/"))
    assert [p["program"] for p in orang["program"]] == ["PKH"]
    langkah = [p["langkah"] for p in pasti(desa.get(f"usulan/{nomor[0]}/"))["riwayat"]]
    assert (langkah[0], langkah[-1], len(langkah)) == ("buat", "tetapkan", 10)


def test_usulan_keluar_lewat_api(klien, pasti, pabrik):
    _, (usulan,) = pabrik.ditetapkan()
    musyawarah = pabrik.musyawarah()
    isi = {"nik": usulan.nik, "jenis": "penghentian", "sebab": "mampu", "program": "PKH"}
    alamat = f"musyawarah/{musyawarah.pk}/usulan-keluar/"
    assert pasti(klien("desa").kirim(alamat, isi), 201)["uraian"] == "Penghentian PKH"
    assert pasti(klien("desa").kirim(alamat, isi), 409)["kode"] == "V-PRG-04"
    assert pasti(klien("desa").kirim(alamat, isi | {"program": "BPNT"}), 409)["kode"] == "bukan-peserta"


def test_usulan_diperbaiki_sebagian_dan_dibatalkan(klien, pasti, pabrik):
    (usulan,) = pabrik.disusun()
    hasil = pasti(klien("desa").kirim(f"usulan/{usulan.pk}/", {"pekerjaan": "PETANI"}, "patch"))
    assert (hasil["pekerjaan"], hasil["nama"]) == ("PETANI", usulan.nama)
    usulan.refresh_from_db()
    assert len(usulan.nik) == 16
    batal = {"usulan": [usulan.pk], "alasan": ["B01"]}
    assert pasti(klien("desa").kirim("usulan/batalkan/", batal))["berpindah"] == 1
    assert pasti(klien("desa").kirim("usulan/batalkan/", batal))["berpindah"] == 0


def test_survei_dan_foto_rumah_sampai_diajukan(klien, pasti, pabrik):
    (usulan,) = pabrik.disusun()
    desa, u = klien("desa"), f"usulan/{usulan.pk}/"
    assert desa.get(u + "foto-rumah/").status_code == 404
    assert pasti(desa.unggah(u + "foto-rumah/", foto_rumah=foto()))["sk0"] is True
    assert desa.get(u + "foto-rumah/")["Content-Type"] == "image/jpeg"
    assert pasti(desa.kirim(u + "survei/", {"sk9": False}, "patch"))["sk9"] is False
    assert pasti(desa.kirim(u + "survei/", {"persen_pangan": 101}, "patch"), 422)["galat"]["persen_pangan"]
    (diajukan,) = pabrik.diajukan()
    tolak = desa.kirim(f"usulan/{diajukan.pk}/survei/", {"sk9": False}, "patch")
    assert pasti(tolak, 409)["kode"] == "tidak-dapat-diubah"


def test_musyawarah_diperbaiki_lalu_dibatalkan(klien, pasti, pabrik):
    musyawarah = pabrik.musyawarah()
    desa, m = klien("desa"), f"musyawarah/{musyawarah.pk}/"
    assert pasti(desa.kirim(m, {"tempat": "Balai baru"}, "patch"))["tempat"] == "Balai baru"
    assert pasti(desa.kirim(m + "batalkan/", {"alasan": ["B01"]}))["status"] == "dibatalkan"
    assert pasti(desa.kirim(m, {"tempat": "Lain"}, "patch"), 409)["kode"] == "daftar-disegel"
    assert Musyawarah.objects.get(pk=musyawarah.pk).tempat == "Balai baru"


def test_yang_dikembalikan_diajukan_ulang(klien, pasti, pabrik):
    usulan = pabrik.diajukan(n=2)
    kembali = {"putusan": "kembalikan", "usulan": [usulan[0].pk], "alasan": ["C07"]}
    assert pasti(klien("kabupaten").kirim("verval/kelengkapan/", kembali))["berpindah"] == 1
    alamat = f"musyawarah/{usulan[0].musyawarah_id}/ajukan-ulang/"
    assert pasti(klien("desa").kirim(alamat))["berpindah"] == 1
    assert pasti(klien("desa").kirim(alamat), 409)["kode"] == "tidak-ada-usulan"


def test_kepala_mengeluarkan_dan_kabupaten_membatalkan_berkas(klien, pasti, pabrik):
    batch, usulan = pabrik.dibundel(n=2)
    keluar = {"usulan": [usulan[0].pk], "alasan": ["E01"], "catatan": "Kunjungi lagi."}
    assert pasti(klien("kepala").kirim(f"batch/{batch.pk}/keluarkan/", keluar))["berpindah"] == 1
    isi = pasti(klien("kepala").get(f"batch/{batch.pk}/usulan/"))["hasil"]
    assert [u["id"] for u in isi] == [usulan[1].pk]
    batal = klien("kabupaten").kirim(f"batch/{batch.pk}/batalkan/", {"catatan": "Salah susun."})
    assert pasti(batal)["status"] == "dibatalkan"


@pytest.mark.parametrize("berkas", ["asahan-bersih.xlsx", "asahan-kotor.xlsx"])
def test_buku_kerja_diunggah_diperiksa_diterapkan(
    berkas, klien, pasti, pabrik, pytestconfig, django_capture_on_commit_callbacks
):
    desa = klien("desa" if "bersih" in berkas else "desa3")
    musyawarah = pabrik.musyawarah("desa" if "bersih" in berkas else "desa3")
    alamat = f"musyawarah/{musyawarah.pk}/impor/"
    with (pytestconfig.rootpath / "tests/data" / berkas).open("rb") as isi, django_capture_on_commit_callbacks(execute=True):
        jawaban = desa.unggah(alamat, berkas=isi)
    impor = pasti(jawaban, 202)["impor"]
    with (pytestconfig.rootpath / "tests/data" / berkas).open("rb") as isi:
        ulang = pasti(desa.unggah(alamat, berkas=isi))
    assert (ulang["impor"]["id"], ulang["pekerjaan"]) == (impor["id"], None)
    i = f"impor/{impor['id']}/"
    keadaan = pasti(desa.get(i))
    assert keadaan["status"] == "siap"
    if "kotor" in berkas:
        ditolak = pasti(desa.get(i + "baris/", status="DITOLAK", jumlah=200))["hasil"]
        assert len(ditolak) == keadaan["jumlah_ditolak"] > 0
        assert all(b["kode"] and b["penjelasan"] for b in ditolak)
    assert desa.get(i + "hasil/")["Content-Type"].startswith("application/vnd.openxml")
    for masuk in (keadaan["jumlah_diterima"] + keadaan["jumlah_peringatan"], 0):
        with django_capture_on_commit_callbacks(execute=True):
            kerja = pasti(desa.klien.get(desa.kirim(i + "terapkan/")["Location"]))
        kerja = pasti(desa.get(f"pekerjaan/{kerja['id']}/"))
        assert (kerja["status"], kerja["hasil"]["jumlah"]) == ("selesai", masuk)
    assert Usulan.objects.filter(musyawarah=musyawarah).count() == keadaan["jumlah_diterima"] + keadaan["jumlah_peringatan"]
