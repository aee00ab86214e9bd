from tests.arsitektur.alamat import SIAPA_PUN, Alamat

# Names and codes of regions are public; the chained selects stand in visitors' forms too.
ALAMAT = {
    "wilayah:daftar": Alamat(SIAPA_PUN, daftar=True),
    "wilayah:rantai": Alamat(SIAPA_PUN, tamu=200, kueri="?nama=wilayah&id=id_wilayah&awal=00&sampai=4&wilayah_1=12"),
}
