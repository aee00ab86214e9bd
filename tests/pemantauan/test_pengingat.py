"""The kecamatan reminds a village that is late: its officer hears of it, once a day, and the log knows."""

import pytest

from akun.models import Pemberitahuan
from dasar.jangkauan import dalam_jangkauan
from dasar.models import Jejak
from pemantauan.pengingat import INGATKAN
from verval import kelengkapan

pytestmark = pytest.mark.django_db
TIMUR, TELADAN = "1209201008", "1209201001"


def _kirim(klien, kode: str) -> str:
    jawaban = klien.post(f"/pemantauan/dasbor/ingatkan/{kode}/", follow=True)
    return jawaban.content.decode() if jawaban.status_code == 200 else str(jawaban.status_code)


def _kabar(oleh) -> list[str]:
    with dalam_jangkauan(oleh):
        kabar = Pemberitahuan.objects.filter(penerima=oleh.pengguna_id, kalimat__startswith="Pemantau kecamatan")
        return list(kabar.values_list("kalimat", flat=True))


def test_desa_yang_terlambat_diingatkan_sekali_sehari(pabrik, masuk, pelaku):
    usulan = pabrik.diajukan("desa", 2)
    kelengkapan.kembalikan_ke_desa(oleh=pelaku("kabupaten"), usulan=[u.pk for u in usulan], alasan="C06")
    klien = masuk("kecamatan")
    isi = klien.get("/pemantauan/dasbor/").content.decode()
    assert "2 usulan dikembalikan dan menunggu diperbaiki" in isi
    assert "Pengingat terkirim kepada pengisi data Kelurahan Kisaran Timur." in _kirim(klien, TIMUR)
    assert _kabar(pelaku("desa")) == ["Pemantau kecamatan mengingatkan: 2 usulan dikembalikan dan menunggu diperbaiki."]
    peristiwa = Jejak.objects.get(langkah=INGATKAN)
    assert (peristiwa.oleh, peristiwa.wilayah) == (pelaku("kecamatan").pengguna_id, TIMUR)
    assert "sudah diingatkan hari ini" in _kirim(klien, TIMUR)
    assert len(_kabar(pelaku("desa"))) == 1


def test_desa_tanpa_musyawarah_diingatkan_dan_yang_tepat_waktu_tidak(pabrik, masuk, pelaku):
    klien = masuk("kecamatan")
    _kirim(klien, TIMUR)
    assert _kabar(pelaku("desa")) == [
        "Pemantau kecamatan mengingatkan: belum ada musyawarah yang diajukan dalam tiga bulan terakhir."
    ]
    pabrik.diajukan("desa")
    assert "tidak terlambat" in _kirim(klien, TIMUR)


def test_desa_tanpa_pengisi_data_ditunjukkan_kepada_siapa(masuk):
    assert "belum mempunyai pengisi data yang bertugas" in _kirim(masuk("kecamatan"), TELADAN)


def test_hanya_pemantau_kecamatan_mengingatkan_dan_hanya_desanya(masuk):
    assert _kirim(masuk("kecamatan"), "3604172004") == "404"
    for akun in ("provinsi", "kepala", "desa", "auditor", "verifikator", "menteri"):
        assert _kirim(masuk(akun), TIMUR) == "404"
    assert not Jejak.objects.filter(langkah=INGATKAN).exists()
