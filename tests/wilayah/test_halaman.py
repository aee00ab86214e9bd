import html
import re

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.urls import reverse

from wilayah.fields import PilihWilayahField


@pytest.fixture
def masuk(client, db):
    client.force_login(get_user_model().objects.create(username="pembaca"))
    return client


def _isi(jawaban) -> str:
    return jawaban.content.decode()


def test_tamu_diminta_masuk_kecuali_untuk_pilihan_wilayah_pada_formulir_umum(client, db):
    jawaban = client.get(reverse("wilayah:daftar"))
    assert jawaban.status_code == 302 and jawaban.url.startswith("/masuk/")
    assert client.get(reverse("wilayah:rantai")).status_code == 404


def test_halaman_mula_menampilkan_provinsi(masuk, wilayah_contoh):
    isi = _isi(masuk.get(reverse("wilayah:daftar")))
    assert "Sumatera Utara" in isi and "Banten" in isi and "Semua provinsi" in isi
    assert 'name="wilayah_1"' in isi and 'name="wilayah_2"' not in isi


def test_pilihan_berantai_turun_sampai_desa_tanpa_javascript(masuk, wilayah_contoh):
    kirim = {}
    for tingkat, kode in enumerate(["12", "1209", "120920", "1209201008"], start=1):
        kirim[f"wilayah_{tingkat}"] = kode
        jawaban = masuk.get(reverse("wilayah:daftar"), kirim)
        assert f'value="{kode}" selected' in _isi(jawaban)
    isi = _isi(jawaban)
    assert "<h1" in isi and "Kelurahan Kisaran Timur" in isi and "12.09.20.1008" in isi
    assert "Tidak ada wilayah lagi di bawah tingkat ini" in isi


def test_pilihan_lama_di_tingkat_bawah_gugur_ketika_provinsi_diganti(masuk, wilayah_contoh):
    jawaban = masuk.get(reverse("wilayah:daftar"), {"wilayah_1": "36", "wilayah_2": "1209", "wilayah_3": "120920"})
    assert jawaban.context["wilayah"].kode == "36"


def test_hasil_pencarian_menyebut_jalur_jenis_dan_kode(masuk, wilayah_contoh):
    isi = _isi(masuk.get(reverse("wilayah:daftar"), {"q": "kisaran timur"}))
    assert "Sumatera Utara › Kabupaten Asahan › Kota Kisaran Timur" in isi
    assert "Kelurahan" in isi and "12.09.20.1008" in isi


def test_pencarian_tanpa_hasil_memberi_tahu_apa_yang_bisa_dicoba(masuk, wilayah_contoh):
    assert "Periksa ejaannya" in _isi(masuk.get(reverse("wilayah:daftar"), {"q": "xyzzy"}))


def test_daftar_yang_belum_dimuat_menyebut_perintahnya(masuk):
    assert "muat_wilayah" in _isi(masuk.get(reverse("wilayah:daftar")))


def test_halaman_berikutnya_membawa_pencarian_dan_wilayahnya(masuk, wilayah_contoh):
    jawaban = masuk.get(reverse("wilayah:daftar"), {"q": "a", "wilayah": "1209"})
    alamat = jawaban.context["alamat_berikut"]
    assert "q=a" in alamat and "wilayah=1209" in alamat and "sesudah=" in alamat
    pertama = {t.wilayah.kode for t in jawaban.context["halaman"].temuan}
    kedua = {t.wilayah.kode for t in masuk.get(alamat).context["halaman"].temuan}
    assert kedua and not pertama & kedua


@pytest.mark.parametrize("kueri", ["sesudah=zzz", "sesudah=1'"])
def test_lanjutan_yang_bukan_kode_tidak_ditemukan(masuk, wilayah_contoh, kueri):
    assert masuk.get(f"{reverse('wilayah:daftar')}?{kueri}").status_code == 404


@pytest.mark.parametrize("kode", ["9999", "abc", "12090", "1'--"])
def test_kode_yang_tidak_ada_di_tautan_menjadi_galat_isian(masuk, wilayah_contoh, kode):
    jawaban = masuk.get(reverse("wilayah:daftar"), {"wilayah": kode})
    assert jawaban.status_code == 200 and "tidak ada di daftar Anda" in _isi(jawaban)


def test_halaman_wilayah_tidak_bisa_dikirimi(masuk):
    assert masuk.post(reverse("wilayah:daftar")).status_code == 405


def test_rantai_mengirim_pilihan_saja(masuk, wilayah_contoh):
    kirim = {"nama": "wilayah", "id": "id_wilayah", "awal": "00", "sampai": "4", "wilayah_1": "12", "wilayah_2": "1209"}
    isi = _isi(masuk.get(reverse("wilayah:rantai"), kirim))
    assert "<html" not in isi and 'name="wilayah_3"' in isi and "Kota Kisaran Timur" in isi and "style=" not in isi


@pytest.mark.parametrize(
    "ubah", [{"nama": "a b"}, {"id": '"><script>'}, {"awal": "zz"}, {"sampai": "9"}, {"sampai": "x"}, {"awal": ""}]
)
def test_rantai_dengan_permintaan_ganjil_tidak_ditemukan(masuk, wilayah_contoh, ubah):
    kirim = {"nama": "wilayah", "id": "id_wilayah", "awal": "00", "sampai": "4"} | ubah
    assert masuk.get(reverse("wilayah:rantai"), kirim).status_code == 404


class SaringForm(forms.Form):
    wilayah = PilihWilayahField(label="Wilayah")

    def __init__(self, *args, awal: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wilayah"].awal = awal


def test_isian_dalam_lingkup_kabupaten_hanya_menawarkan_kecamatannya(wilayah_contoh):
    isi = str(SaringForm(awal="1209")["wilayah"])
    assert "Sumatera Utara › Kabupaten Asahan" in isi
    assert 'name="wilayah_3"' in isi and 'name="wilayah_1"' not in isi and 'name="wilayah_4"' not in isi
    assert isi.count("<option") == 26 and "Carenang" not in isi


def test_isian_yang_harus_sampai_desa_berkata_pilih_juga_setelah_disegarkan(masuk, wilayah_contoh):
    class DesaForm(forms.Form):
        wilayah = PilihWilayahField(label="Desa", tuntas=True)

    isi = str(DesaForm(QueryDict("wilayah_1=12&wilayah_2=1209"))["wilayah"])
    assert isi.count('<option value="">Pilih</option>') == 3 and "Semua" not in isi
    segar = _isi(masuk.get(html.unescape(re.search('hx-get="([^"]+)"', isi)[1]) + "&wilayah_1=12"))
    assert segar.count('<option value="">Pilih</option>') == 2 and "Semua" not in segar


def test_isian_mengembalikan_wilayah_terdalam_yang_dipilih(wilayah_contoh):
    form = SaringForm(QueryDict("wilayah_3=120920&wilayah_4=1209201008"), awal="1209")
    assert form.is_valid() and form.cleaned_data["wilayah"].rentang == ("1209201008", "1209201008~")


def test_isian_kosong_berarti_tidak_menyaring(wilayah_contoh):
    form = SaringForm(QueryDict("wilayah_3="), awal="1209")
    assert form.is_valid() and form.cleaned_data["wilayah"] is None


@pytest.mark.parametrize("kueri", ["wilayah=3604", "wilayah_3=360417", "wilayah=12", "wilayah_1=36&wilayah_2=3604"])
def test_wilayah_di_luar_lingkup_ditolak_seolah_tidak_ada(wilayah_contoh, kueri):
    form = SaringForm(QueryDict(kueri), awal="1209")
    assert not form.is_valid()
    assert form.errors["wilayah"] == ["Wilayah ini tidak ada di daftar Anda. Pilih dari daftar yang tersedia."]


def test_lingkup_satu_form_tidak_bocor_ke_form_lain(wilayah_contoh):
    SaringForm(awal="1209")
    assert 'name="wilayah_1"' in str(SaringForm(awal="00")["wilayah"])


def test_lingkup_desa_tidak_menawarkan_pilihan(wilayah_contoh):
    isi = str(SaringForm(awal="1209201008")["wilayah"])
    assert "<select" not in isi and "Kisaran Timur" in isi


def test_isian_cukup_satu_kueri_untuk_semua_tingkat(wilayah_contoh, django_assert_num_queries):
    form = SaringForm(QueryDict("wilayah_1=12&wilayah_2=1209&wilayah_3=120920"), awal="00")
    assert form.is_valid()
    with django_assert_num_queries(1):
        isi = str(form["wilayah"])
    assert isi.count("<select") == 4
