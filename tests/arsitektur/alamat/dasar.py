from tests.arsitektur.alamat import MILIK, SIAPA_PUN, Alamat

PUBLIK = Alamat(SIAPA_PUN, tamu=200)

ALAMAT = {
    "sehat": PUBLIK,
    "siap": PUBLIK,
    "dasar:depan": PUBLIK,
    "dasar:bantuan": PUBLIK,
    "dasar:aksesibilitas": PUBLIK,
    "dasar:privasi": PUBLIK,
    # The job of one person; that others of the same function do not see it either stands in tests/dasar.
    "dasar:pekerjaan": Alamat(frozenset({"pengisi_desa"}), args=lambda d: (d.pekerjaan().pk,), letak=MILIK),
}
