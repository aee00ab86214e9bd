"""Photo quality, told on generated pictures whose defect is known."""

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from dasar.galat import Ditolak
from dasar.mutu_foto import TAJAM_MIN, ketajaman, pastikan_mutu, temuan_mutu
from tests.fixtures.warga import gambar_kartu, unggahan


def test_kartu_tajam_terang_mendatar_diterima():
    assert temuan_mutu(gambar_kartu(), mendatar=True) == []
    pastikan_mutu(unggahan(), sebutan="Foto KTP", mendatar=True)


@pytest.mark.parametrize("radius", [4, 8, 16])
def test_foto_buram_dikatakan_buram(radius):
    temuan = temuan_mutu(gambar_kartu().filter(ImageFilter.GaussianBlur(radius)), mendatar=True)
    assert len(temuan) == 1 and temuan[0].startswith("Foto buram")


def test_ambang_tajam_jauh_dari_kedua_sisi():
    """A little out of focus still passes: the officer decides; what nobody can read does not."""
    kelabu = gambar_kartu().convert("L").resize((640, 410))
    assert ketajaman(kelabu) > 10 * TAJAM_MIN
    assert ketajaman(kelabu.filter(ImageFilter.GaussianBlur(1))) > TAJAM_MIN
    assert ketajaman(kelabu.filter(ImageFilter.GaussianBlur(5))) < TAJAM_MIN


@pytest.mark.parametrize(("kali", "kata"), [(0.12, "terlalu gelap"), (1.9, "terlalu terang")])
def test_gelap_dan_silau_dikatakan_satu_kali(kali, kata):
    temuan = temuan_mutu(ImageEnhance.Brightness(gambar_kartu()).enhance(kali), mendatar=True)
    assert len(temuan) == 1 and kata in temuan[0]


def test_terlalu_kecil_menyebut_ukurannya():
    temuan = temuan_mutu(gambar_kartu(400, 250), mendatar=True)
    assert "400 × 250 piksel" in temuan[0]


def test_ktp_tegak_dikatakan_miring_dan_foto_diri_boleh_tegak():
    tegak = gambar_kartu().rotate(90, expand=True)
    assert "tegak atau miring" in temuan_mutu(tegak, mendatar=True)[0]
    assert temuan_mutu(tegak, mendatar=False) == []


def test_petunjuk_kamera_tentang_arah_diikuti():
    """A telephone held upright writes the turn into EXIF: the picture is judged as a person sees it."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    miring = gambar_kartu().rotate(90, expand=True)
    pastikan_mutu(unggahan(miring, exif=exif), sebutan="Foto KTP", mendatar=True)
    with pytest.raises(Ditolak) as galat:
        pastikan_mutu(unggahan(gambar_kartu(), exif=exif), sebutan="Foto KTP", mendatar=True)
    assert galat.value.kode == "foto-mutu"


def test_terbalik_180_derajat_tidak_diklaim_terlihat():
    assert temuan_mutu(gambar_kartu().rotate(180), mendatar=True) == []


def test_bukan_foto_ditolak_dengan_sebutannya():
    berkas = unggahan()
    berkas.file.seek(0)
    berkas.file.truncate(300)
    with pytest.raises(Ditolak, match="Foto KTP bukan foto JPEG atau PNG yang utuh"):
        pastikan_mutu(berkas, sebutan="Foto KTP")
