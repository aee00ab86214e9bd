"""An objection from the citizen's screen to the register and back, by HTTP, each step by its own function."""

import pytest
from django.urls import reverse
from django.utils import timezone

from akun.models import Pemberitahuan
from dtks.register.models import Kepesertaan
from penetapan import penetapan, penilaian
from sanggahan.models import Bukti, Keberatan, Penyanggah, Sanggahan
from sanggahan.tenggat import jaga
from tests.fixtures.pabrik import foto
from tests.fixtures.sanggahan import foto_berlokasi, warga_baru
from usulan.models import Usulan
from verval import pembundelan, pengesahan

pytestmark = pytest.mark.django_db


def _ok(jawaban, status: int = 302):
    assert jawaban.status_code == status, jawaban.content.decode()[-3000:]
    return jawaban


def _sanggah(klien, nama: str, **lain):
    hasil = _ok(klien.post(reverse("sanggahan:saya_cari"), {"nama": nama}), 200)
    temuan = hasil.context["hasil"][0]
    isi = {"alasan": "SG1", "pernyataan": "Rumahnya bertingkat dan punya mobil.", "foto": [foto_berlokasi()], "setuju": "on"}
    return klien.post(reverse("sanggahan:saya_buat", args=[temuan.kunci]), isi | lain)


def _laporan() -> dict:
    kini = timezone.localtime() - timezone.timedelta(minutes=5)
    isi = {f"sk{n}": "ya" if n % 2 else "tidak" for n in range(10)}
    isi |= {"tanggal_0": kini.day, "tanggal_1": kini.month, "tanggal_2": kini.year, "jam": f"{kini:%H:%M}"}
    return isi | {
        "bertemu": "ya", "uraian": "Rumah tembok dua lantai.", "foto": [foto(), foto()], "lintang": "2,98", "bujur": "99,61",
    }  # fmt: skip


def test_dari_sanggahan_sampai_bantuan_berhenti_dan_pulih_setelah_keberatan(perkara, masuk, pelaku):
    (orang,) = perkara.penerima()
    keluarga = warga_baru("Ibu Keluarga", orang.nik)
    warga, kab, desa, ver = (masuk(a) for a in ("warga", "kabupaten", "desa", "verifikator"))

    _ok(_sanggah(warga, orang.nama))
    s = Sanggahan.objects.get()
    assert (s.status, s.nik, s.wilayah_id) == ("dikirim", orang.nik, orang.wilayah_id)
    assert s.penyanggah.pengguna.username == "warga"
    bukti = Bukti.objects.get()
    assert (float(bukti.lintang), float(bukti.bujur)) == (2.971357, 99.628642)

    desa_pk = pelaku("desa").pengguna_id
    _ok(kab.post(reverse("sanggahan:tugaskan", args=[s.pk]), {"pengunjung": desa_pk, "pokok": "Dinilai sudah mampu."}))
    kabar = Pemberitahuan.objects.get(penerima=keluarga.pengguna_id)
    assert "berhak menjawab" in kabar.kalimat

    klien_keluarga = masuk(f"warga.{orang.nik}")
    halaman = _ok(klien_keluarga.get(kabar.alamat), 200).content.decode()
    assert "Dinilai sudah mampu." in halaman
    _ok(klien_keluarga.post(kabar.alamat, {"isi": "Mobil itu milik tetangga."}))
    _ok(desa.post(reverse("sanggahan:laporkan", args=[s.pk]), _laporan()))

    putus = {"hasil": "penghentian", "sebab": "mampu", "penjelasan": "Kunjungan menunjukkan keluarga sudah mampu."}
    _ok(ver.post(reverse("sanggahan:buktikan", args=[s.pk]), putus))
    u = Usulan.objects.get(saluran="sanggahan")
    assert (u.status, u.jenis, u.program_id, u.musyawarah_id) == ("layak", "penghentian", "PKH", None)
    tiga = (u.dibuat_oleh_id, u.diperiksa_oleh_id, u.diputus_oleh_id)
    assert tiga == (0, pelaku("kabupaten").pengguna_id, pelaku("verifikator").pengguna_id)
    # Nothing has changed yet: the proposal goes on through the ordinary pipeline.
    assert Kepesertaan.objects.berlaku().filter(nik=orang.nik).exists()
    for klien, alamat in ((warga, "saya_rincian"), (klien_keluarga, "keluarga_rincian")):
        isi = _ok(klien.get(reverse(f"sanggahan:{alamat}", args=[s.pk])), 200).content.decode()
        assert "Kunjungan menunjukkan keluarga sudah mampu." in isi
        assert u.nomor in isi

    batch = pembundelan.susun_batch(oleh=pelaku("kabupaten"))
    pengesahan.sahkan(batch, nomor_surat="S/SANGGAH/2026", oleh=pelaku("kepala"))
    penilaian.nilai(oleh=pelaku("penilai"), terapkan=True)

    # The appeal comes while the proposal is on its way: it waits for what it undoes.
    isi = {"isi": "Kami keberatan: mobil itu milik tetangga dan bukan milik keluarga kami."}
    _ok(klien_keluarga.post(reverse("sanggahan:saya_keberatan", args=[s.pk]), isi))
    k = Keberatan.objects.get()
    terima = {"putusan": "terima", "alasan": "KB1", "penjelasan": "Surat kendaraan membuktikan mobil milik tetangga."}
    _ok(masuk("kepala").post(reverse("sanggahan:keberatan_rincian", args=[k.pk]), terima))
    assert not Usulan.objects.filter(saluran="keberatan").exists()
    penetapan.tetapkan(penetapan.bulan.periode_kini(), nomor_sk="9/HUK/2026", oleh=pelaku("menteri"))
    assert not Kepesertaan.objects.berlaku().filter(nik=orang.nik).exists()

    assert jaga()["dilaksanakan"] == 1
    assert jaga()["dilaksanakan"] == 0
    baru = Usulan.objects.get(saluran="keberatan")
    assert (baru.jenis, baru.program_id, baru.nik, baru.status) == ("bansos", "PKH", orang.nik, "diajukan")
    halaman = _ok(masuk("kabupaten").get(reverse("verval:kelengkapan_langsung")), 200).content.decode()
    assert orang.nama in halaman
    lengkap = {"aksi": "lengkap", "asal": "langsung", "usulan": [baru.pk]}
    _ok(masuk("kabupaten").post(reverse("verval:kelengkapan_proses"), lengkap))
    baru.refresh_from_db()
    assert baru.status == "lengkap"
    assert Penyanggah.objects.get().terbuka is False


def test_keberatan_penyanggah_diterima_menerbitkan_usulan_yang_diperiksa_dari_awal(perkara, masuk):
    s = perkara.tidak_terbukti()
    isi = {"isi": "Foto kunjungan diambil di rumah yang salah, rumah sebenarnya di ujung gang."}
    _ok(masuk("warga").post(reverse("sanggahan:saya_keberatan", args=[s.pk]), isi))
    k = Keberatan.objects.get()
    assert (k.pihak, k.dibuat_oleh_id) == ("penyanggah", None)
    putus = {"putusan": "terima", "alasan": "KB2", "penjelasan": "Rumah yang difoto memang bukan rumah keluarga ini."}
    _ok(masuk("kepala").post(reverse("sanggahan:keberatan_rincian", args=[k.pk]), putus), 409)
    _ok(
        masuk("kepala").post(
            reverse("sanggahan:keberatan_rincian", args=[k.pk]), putus | {"hasil": "penghentian", "sebab": "mampu"}
        )
    )
    u = Usulan.objects.get(saluran="keberatan")
    assert (u.status, u.jenis, u.dibuat_oleh_id, u.diputus_oleh_id) == ("diajukan", "penghentian", 0, None)


def test_sanggahan_yang_tidak_diteruskan_menyebut_alasannya_kepada_yang_menyanggah(perkara, masuk):
    s = perkara.dikirim()
    alamat = reverse("sanggahan:tolak_awal", args=[s.pk])
    isi = {"alasan": "SA2", "catatan": "Foto menunjukkan bangunan lain."}
    _ok(masuk("kabupaten").post(alamat, isi))
    _ok(masuk("kabupaten").post(alamat, isi), 409)
    halaman = _ok(masuk("warga").get(reverse("sanggahan:saya_rincian", args=[s.pk])), 200).content.decode()
    assert "Foto menunjukkan bangunan lain." in halaman
