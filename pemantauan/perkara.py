"""One proposal as a case file: everything that it rested on and that was done with it, from the deliberation to the register.

Numbers and the mother's name are masked, as on every page; hashes and numbers of events let each line be checked.
"""

from dataclasses import dataclass

from dasar import periode as bulan
from dasar.catatan import samarkan
from dasar.jejak import Pelaku
from dasar.models import Jejak
from dasar.templatetags.siks import nama_samar, nik_samar, tanggal, ukuran_berkas, waktu
from pemantauan import penelusuran
from penetapan.models import Penetapan, TemuanIntegritas
from usulan.linimasa import arti_peringatan, garis_hidup, peristiwa
from usulan.models import DokumenMusyawarah, Survei, Usulan
from verval.models import ItemBatch

Data = list[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Perkara:
    """One case, ready to print: (label, value) and rows of tables."""

    usulan: Usulan
    data: Data
    musyawarah: Data
    dokumen: list[dict]
    garis: list[dict]
    peringatan: list[tuple[str, str]]
    temuan: list[tuple[str, str, str]]
    berkas: list[Data]
    penetapan: Data
    register: list[penelusuran.Baris]


def susun_perkara(u: Usulan, oleh: Pelaku) -> Perkara:
    """The case of a proposal that `oleh` may see. Reads some ten statements: for a job."""
    langkah = peristiwa(u)
    survei = Survei.keluarga(u).select_related("foto_rumah").first()
    orang = penelusuran.orang_dari(u.nik, oleh)
    return Perkara(
        usulan=u,
        data=_data(u, survei),
        musyawarah=_musyawarah(u),
        dokumen=_dokumen(u, survei),
        garis=_garis(langkah),
        peringatan=arti_peringatan(u),
        temuan=_temuan(u),
        berkas=_berkas(u),
        penetapan=_penetapan(u),
        register=sorted(penelusuran.versi_register(orang), key=lambda b: b.waktu),
    )


def _data(u: Usulan, survei: Survei | None) -> Data:
    return [
        ("Nama", u.nama),
        ("NIK", nik_samar(u.nik)),
        ("Nomor KK", nik_samar(u.nomor_kk)),
        ("Nama ibu kandung", nama_samar(u.ibu_kandung)),
        ("Desa/kelurahan", u.wilayah.nama_lengkap),
        ("Diusulkan", u.uraian),
        ("Sebab", u.get_sebab_display() if u.sebab else ""),
        ("Melalui", u.asal or u.get_saluran_display()),
        ("Cara verifikasi", u.get_cara_verval_display() if u.cara_verval else ""),
        ("Kriteria terpenuhi", f"{survei.jumlah_kriteria} dari {len(Survei.JAWABAN_MISKIN)}" if survei else "tidak disurvei"),
    ]


def _musyawarah(u: Usulan) -> Data:
    m = u.musyawarah
    if m is None:
        return []
    return [
        ("Musyawarah", str(m)),
        ("Nomor berita acara", m.nomor_berita_acara),
        ("Tempat", m.tempat),
        ("Pimpinan dan notulis", f"{m.pimpinan}, {m.notulis}"),
        ("Peserta hadir", m.jumlah_hadir),
        ("Disegel dan diajukan", waktu(m.diajukan_pada) if m.diajukan_pada else ""),
        ("Penjelasan peringatan", samarkan(m.catatan_peringatan)),
    ]


def _dokumen(u: Usulan, survei: Survei | None) -> list[dict]:
    """The papers of the deliberation, replaced ones too, and the photo of the house, by their hashes."""
    baris = []
    if u.musyawarah_id:
        for d in (
            DokumenMusyawarah.objects.filter(musyawarah=u.musyawarah_id).select_related("berkas", "dibuat_oleh").order_by("pk")
        ):
            ganti = f"diganti {waktu(d.digantikan_pada)}" if d.digantikan_pada else ""
            baris.append(_satu_dokumen(d.get_jenis_display(), d.berkas, str(d.dibuat_oleh), ganti))
    if survei and survei.foto_rumah:
        baris.append(_satu_dokumen("Foto rumah", survei.foto_rumah, "", ""))
    return baris


def _satu_dokumen(jenis: str, berkas, oleh: str, ganti: str) -> dict:
    return {
        "jenis": jenis,
        "nama": samarkan(berkas.nama),
        "ukuran": ukuran_berkas(berkas.ukuran),
        "waktu": berkas.dibuat_pada,
        "oleh": oleh,
        "ganti": ganti,
        "sha256": berkas.sha256,
    }


def _garis(langkah: list[Jejak]) -> list[dict]:
    """The steps, oldest first, each with the number of its event."""
    butir = garis_hidup(langkah)[::-1]
    return [
        b | {"nomor": j.pk, "alasan": samarkan(b["alasan"]), "catatan": samarkan(b["catatan"])}
        for j, b in zip(langkah, butir, strict=True)
    ]


def _temuan(u: Usulan) -> list[tuple[str, str, str]]:
    baris = TemuanIntegritas.objects.filter(usulan=u.pk).select_related("penilaian").order_by("pk")
    return [(waktu(t.penilaian.dibuat_pada), t.get_kriteria_display(), samarkan(t.bukti)) for t in baris]


def _berkas(u: Usulan) -> list[Data]:
    """Every batch that held the proposal: its letter, its signature, and when it was taken out again."""
    hasil = []
    for i in ItemBatch.objects.filter(usulan=u.pk).select_related("batch__disahkan_oleh").order_by("pk"):
        b = i.batch
        sah = f"{b.disahkan_oleh}, {waktu(b.disahkan_pada)}" if b.disahkan_pada else "belum disahkan"
        hasil.append(
            [
                ("Berkas pengesahan", f"nomor {b.pk}, {b.jumlah} usulan"),
                ("Surat", b.nomor_surat),
                ("Disahkan oleh", sah),
                ("Kode verifikasi", b.kode_verifikasi),
                ("SHA-256 daftar usulan", b.sidik),
                ("Dikeluarkan", waktu(i.dikeluarkan_pada) if i.dikeluarkan_pada else ""),
            ]
        )
    return hasil


def _penetapan(u: Usulan) -> Data:
    p = Penetapan.objects.filter(periode=u.ditetapkan_periode).select_related("ditetapkan_oleh").first()
    if p is None:
        return []
    return [
        ("Bulan", bulan.nama(p.periode)),
        ("Keputusan", f"{p.nomor_sk}, {tanggal(p.ditetapkan_pada)}"),
        ("Oleh", str(p.ditetapkan_oleh)),
        ("Kode verifikasi", p.kode_verifikasi),
        ("Segel register", bytes(p.akar).hex()),
    ]
