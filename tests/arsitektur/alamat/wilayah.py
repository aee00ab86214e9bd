from tests.arsitektur.alamat import SIAPA_PUN, Alamat

# Names and codes of regions are public; signing in is asked for because the page serves officers.
ALAMAT = {
    "wilayah:daftar": Alamat(SIAPA_PUN, daftar=True),
    "wilayah:rantai": Alamat(SIAPA_PUN, kueri="?nama=wilayah&id=id_wilayah&awal=00&sampai=4&wilayah_1=12"),
}
