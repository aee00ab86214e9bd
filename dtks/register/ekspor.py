"""The register of one village as a table."""

from collections import defaultdict

from dasar.jejak import Pelaku
from dasar.nilai import SHDK_NAMA
from dasar.pengeksporan import Sumber, sumber
from dtks.register import pencarian
from dtks.register.models import Keluarga, Kepesertaan

_JUDUL = (
    "NIK", "NOMOR KK", "NAMA", "NAMA IBU KANDUNG", "HUBUNGAN DALAM KK", "TEMPAT LAHIR", "TANGGAL LAHIR", "JENIS KELAMIN",
    "PEKERJAAN", "STATUS KAWIN", "ALAMAT", "RT", "RW", "KODE WILAYAH", "DESA/KELURAHAN", "PROGRAM", "SEJAK",
)  # fmt: skip


@sumber("register", "Daftar register")
def daftar_register(argumen: dict, oleh: Pelaku) -> Sumber:
    """Everybody of one village (`wilayah`), now or as of a month (`periode`, YYYYMM or None)."""
    wilayah, periode = argumen["wilayah"], argumen["periode"]

    def pada(baris):
        terlihat = baris.objects.terlihat_oleh(oleh, wilayah)
        return terlihat.berlaku() if periode is None else terlihat.pada(periode)

    rumah = {k.nomor_kk: (k.alamat, k.rt, k.rw) for k in pada(Keluarga)}
    program: dict[str, list[str]] = defaultdict(list)
    for nik, kode in pada(Kepesertaan).order_by("program").values_list("nik", "program"):
        program[nik].append(kode)
    orang = (
        pencarian.cari(oleh, dalam=wilayah, periode=periode).select_related("wilayah").order_by("nomor_kk", "hubungan", "nik")
    )
    baris = (
        (
            o.nik, o.nomor_kk, o.nama, o.ibu_kandung, SHDK_NAMA.get(str(o.hubungan), ""), o.tempat_lahir, o.tanggal_lahir,
            o.jenis_kelamin, o.pekerjaan, o.status_kawin, *rumah.get(o.nomor_kk, ("", "", "")), o.wilayah_id, o.wilayah.nama,
            ", ".join(program.get(o.nik, ())), str(o.dari),
        )
        for o in orang.iterator(chunk_size=2000)
    )  # fmt: skip
    return Sumber(_JUDUL, baris, nik=0, nomor_kk=1, ibu_kandung=3)
