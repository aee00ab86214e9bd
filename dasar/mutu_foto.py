"""What can be told of an identity photo at once: too small, blurred, too dark or bright, on its side.

Most refused registrations are bad photos that somebody hears of weeks later (domain.md 8, pain 8). Told here, at the moment
in which the card is still in the hand. What a picture's numbers cannot tell, nobody claims: a photo turned by 180 degrees, a
photocopy, another person's face. Those are for the officer's eyes.

Thresholds were set on generated pictures (tests/dasar/test_mutu_foto.py) and err on the side of letting a photo pass.
"""

import io

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageFilter, ImageOps, ImageStat, UnidentifiedImageError

from dasar.berkas import PIKSEL_MAKS, UKURAN_FOTO
from dasar.galat import Ditolak

# Pixels of the shorter and the longer side under which the small print of a card cannot be read.
SISI_PENDEK_MIN, SISI_PANJANG_MIN = 480, 640
# Everything is measured on a grey picture of this width, so that the numbers do not depend on the camera.
LEBAR_UKUR = 640
# Variance of the Laplacian: sharp print gives hundreds, a picture out of focus less than ten.
TAJAM_MIN = 18.0
# Mean grey (0 black, 255 white), and the share of pixels that the light has burnt out.
GELAP_MAKS, TERANG_MIN = 45, 225
PUTIH_MULAI, PUTIH_BAGIAN_MAKS = 250, 0.6
# A card lies across: its picture is wider than high.
MENDATAR_MIN = 1.1

_LAPLACE = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


def ketajaman(kelabu: Image.Image) -> float:
    """Variance of the Laplacian of a grey picture."""
    # The outermost pixels are copied by Pillow, not computed.
    tepi = kelabu.filter(_LAPLACE).crop((1, 1, kelabu.width - 1, kelabu.height - 1))
    return ImageStat.Stat(tepi).var[0]


def temuan_mutu(gambar: Image.Image, *, mendatar: bool) -> list[str]:
    """Sentences on what is wrong with the upright picture, each with what to do; none when nothing is."""
    temuan = []
    pendek, panjang = sorted(gambar.size)
    if pendek < SISI_PENDEK_MIN or panjang < SISI_PANJANG_MIN:
        temuan.append(
            f"Foto terlalu kecil ({gambar.width} × {gambar.height} piksel). Foto ulang dari dekat tanpa memotongnya; "
            f"ukurannya paling sedikit {SISI_PANJANG_MIN} × {SISI_PENDEK_MIN} piksel."
        )
    if mendatar and gambar.width < gambar.height * MENDATAR_MIN:
        temuan.append("Foto KTP tegak atau miring. Pegang ponsel mendatar, dan foto KTP supaya tulisannya terbaca lurus.")
    kelabu = gambar.convert("L")
    kelabu = kelabu.resize((LEBAR_UKUR, max(3, round(kelabu.height * LEBAR_UKUR / kelabu.width))))
    hitung = kelabu.histogram()
    terang = ImageStat.Stat(kelabu).mean[0]
    if terang < GELAP_MAKS:
        temuan.append("Foto terlalu gelap. Foto ulang di tempat yang terang, dekat jendela atau di luar ruangan.")
    elif terang > TERANG_MIN or sum(hitung[PUTIH_MULAI:]) > PUTIH_BAGIAN_MAKS * sum(hitung):
        temuan.append("Foto terlalu terang atau silau. Jauhkan dari lampu dan matikan lampu kilat, lalu foto ulang.")
    elif ketajaman(kelabu) < TAJAM_MIN:
        # In the dark and in glare nothing is sharp: one sentence is enough.
        temuan.append("Foto buram. Lap lensa, tahan ponsel sampai gambarnya tajam, lalu foto ulang.")
    return temuan


def pastikan_mutu(unggahan: UploadedFile, *, sebutan: str, mendatar: bool = False) -> None:
    """Raises Ditolak `foto-mutu` with one sentence per defect; `bukan-foto`, `berkas-besar`, `foto-piksel` as an upload does.

    `sebutan` names the photo ("Foto KTP"); `mendatar`: it shows a card and has to be wider than high. The upload stands at
    its beginning afterwards.
    """
    if unggahan.size > UKURAN_FOTO:
        raise Ditolak(f"{sebutan} lebih dari 15 MB. Perkecil dulu, lalu unggah lagi.", "berkas-besar")
    isi = unggahan.read()
    unggahan.seek(0)
    try:
        gambar = Image.open(io.BytesIO(isi), formats=("JPEG", "PNG"))
        if gambar.width * gambar.height > PIKSEL_MAKS:
            raise Ditolak(f"{sebutan} terlalu besar ukurannya. Pakai foto di bawah 50 megapiksel.", "foto-piksel")
        # The camera's note on how it was held is followed first; what it does not note, the sides tell.
        gambar = ImageOps.exif_transpose(gambar)
        gambar.load()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as galat:
        raise Ditolak(
            f"{sebutan} bukan foto JPEG atau PNG yang utuh. Foto ulang atau simpan sebagai JPG, lalu unggah lagi.", "bukan-foto"
        ) from galat
    if temuan := temuan_mutu(gambar, mendatar=mendatar):
        raise Ditolak(f"{sebutan} belum dapat dipakai.", "foto-mutu", temuan)
