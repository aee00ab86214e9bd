"""Proposals typed by hand: a family with its members and its ten answers, or somebody who is to leave."""

import contextlib
from collections.abc import Collection, Mapping, Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, connection, transaction

from akun.fungsi import F
from dasar.alur import jalankan, pastikan_boleh
from dasar.berkas import simpan_foto
from dasar.galat import Ditolak
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import Pelaku, atas_nama
from dasar.nilai import INFO, TOLAK, Baris, Temuan, periksa_baris
from dtks.register.models import Individu, Keluarga, Kepesertaan
from dtks.register.pencarian import terdaftar
from usulan.alur import BATALKAN, BUAT, UBAH
from usulan.galat import IsianDitolak
from usulan.hubungan import sql_temuan
from usulan.isian_asing import isian_dijaga
from usulan.kepentingan import keluarga_petugas
from usulan.models import Musyawarah, Pendaftaran, Survei, Usulan
from usulan.pelepasan import lepaskan_pendaftaran
from usulan.pemeriksaan import konteks_periksa
from usulan.pencatatan import kunci_terbuka


def periksa_anggota(
    desa: str, anggota: Sequence[Mapping[str, object]], kecuali: Sequence[int] = (), *, oleh: Pelaku
) -> tuple[list[Baris], dict[int, list[Temuan]]]:
    """Judge the members of one family by the same rules as a workbook. Nothing is written.

    `anggota`: values by column key (`dasar.nilai.kolom`), shared address and nomor KK included; region names are those of
    `desa` and need not be given. `kecuali`: ids of proposals that these rows are about to replace; `oleh` fills
    in, and does not propose the own family. Returns the typed rows and the findings per member number (0-based).
    """
    konteks = konteks_periksa(desa)
    provinsi, kabupaten, kecamatan, nama_desa = konteks.nama_wilayah
    tempat = {"provinsi": provinsi, "kabupaten": kabupaten, "kecamatan": kecamatan, "desa": nama_desa}
    baris, temuan = [], {}
    for nomor, satu in enumerate(anggota):
        bersih, hasil = periksa_baris({**satu, **tempat}, konteks)
        baris.append(bersih)
        temuan[nomor] = [t for t in hasil if t.tingkat != INFO]
    lolos = [
        (n, b.nik, b.nomor_kk, b.program, b.nama, b.tanggal_lahir, b.ibu_kandung, b.shdk or None)
        for n, b in enumerate(baris)
        if not any(t.tingkat == TOLAK for t in temuan[n])
    ]
    for nomor, kode, tingkat, kolom, pesan in _temuan_hubungan(desa, lolos, list(kecuali), oleh):
        temuan[nomor].append(Temuan(kode, tingkat, tuple(kolom.split(",")), pesan))
    return baris, temuan


def _temuan_hubungan(desa: str, baris: list[tuple], kecuali: list[int], oleh: Pelaku) -> list[tuple]:
    if not baris:
        return []
    nilai = ", ".join("(%s::int, %s, %s, %s, %s, %s::date, %s, %s::smallint)" for _ in baris).replace("%s", "{}")
    nama = [f"n{i}_{j}" for i in range(len(baris)) for j in range(8)]
    sumber = (
        "select * from (values "
        + nilai.format(*(f"%({n})s" for n in nama))
        + ") v(nomor, nik, nomor_kk, program, nama, tanggal_lahir, ibu_kandung, hubungan)"
    )
    isi = dict(zip(nama, (k for satu in baris for k in satu), strict=True))
    # One open proposal per person in the whole nation, whoever asks (V-PRG-04).
    with seluruh_negeri(), connection.cursor() as kursor:
        # A citizen is no officer: to put the own family forward is what Pasal 4 huruf c is for.
        nik, kk = ("", []) if oleh.fungsi == F.WARGA else keluarga_petugas(oleh.pengguna_id)
        isi |= {"awal": desa[:6], "akhir": desa[:6] + "~", "kecuali": kecuali, "nik_petugas": nik, "kk_petugas": kk}
        kursor.execute(sql_temuan(sumber), isi)
        return kursor.fetchall()


def isi_usulan(b: Baris, temuan: list[Temuan]) -> dict[str, object]:
    """The columns of a proposal from a row as the rules typed it, and its warnings."""
    return {
        "program_id": b.program, "nik": b.nik, "nomor_kk": b.nomor_kk, "nama": b.nama, "tempat_lahir": b.tempat_lahir,
        "tanggal_lahir": b.tanggal_lahir, "ibu_kandung": b.ibu_kandung, "jenis_kelamin": b.jenis_kelamin,
        "pekerjaan": b.pekerjaan, "status_kawin": b.status_kawin, "pendidikan": b.pendidikan,
        "hubungan": int(b.shdk) if b.shdk else None, "alamat": b.alamat, "rt": b.rt, "rw": b.rw,
        "disabilitas": int(b.kode_disabilitas) if b.kode_disabilitas else None, "hamil_sejak": b.tanggal_mulai_hamil,
        "nama_suku": b.nama_suku, "peringatan": ",".join(dict.fromkeys(t.kode for t in temuan)),
    }  # fmt: skip


def susun_keluarga(
    musyawarah: Musyawarah,
    anggota: Sequence[Mapping[str, object]],
    survei: Mapping[str, object],
    *,
    oleh: Pelaku,
    foto_rumah: UploadedFile | None = None,
    pendaftaran: Pendaftaran | None = None,
) -> list[Usulan]:
    """Put a family on the deliberation's list: one proposal per member and programme, one survey for the family.

    `anggota` as in `periksa_anggota` (each with `program`); `survei`: sk0..sk9 (bool or None), persen_pangan, lintang,
    bujur; `pendaftaran`: the self-registration that it comes from (Pasal 5 huruf e).
    Raises IsianDitolak with all findings when one of them blocks, Ditolak when the list is sealed, TerlaluSering as
    `isian_dijaga` does.
    """
    pastikan_boleh(BUAT, oleh, musyawarah.wilayah_id)
    if len({satu["nomor_kk"] for satu in anggota}) != 1:
        raise Ditolak("Semua anggota satu keluarga memakai nomor KK yang sama. Isi keluarga lain secara terpisah.", "V-KK-05")
    # What a citizen wrote and the village tables is no question of the officer's.
    jaga = contextlib.nullcontext() if pendaftaran else isian_dijaga(musyawarah.wilayah_id, oleh=oleh)
    with jaga, atas_nama(oleh, BUAT.nama):
        kunci_terbuka(musyawarah)
        baris, temuan = periksa_anggota(musyawarah.wilayah_id, anggota, oleh=oleh)
        if any(t.tingkat == TOLAK for satu in temuan.values() for t in satu):
            raise IsianDitolak(temuan, baris)
        sudah = terdaftar([b.nik for b in baris])
        try:
            hasil = Usulan.objects.bulk_create(
                Usulan(
                    musyawarah=musyawarah, pendaftaran=pendaftaran, wilayah_id=musyawarah.wilayah_id,
                    dibuat_oleh_id=oleh.pengguna_id, jenis=Usulan.Jenis.BANSOS if b.nik in sudah else Usulan.Jenis.MASUK,
                    **isi_usulan(b, temuan[n]),
                )
                for n, b in enumerate(baris)
            )  # fmt: skip
        except IntegrityError as galat:
            raise berbarengan(galat) from galat
        simpan_survei(musyawarah, baris[0].nomor_kk, survei, oleh=oleh, foto_rumah=foto_rumah)
    return hasil


def simpan_survei(
    musyawarah: Musyawarah,
    nomor_kk: str,
    survei: Mapping[str, object],
    *,
    oleh: Pelaku,
    foto_rumah: UploadedFile | None = None,
) -> Survei:
    """Write the family's ten answers; a photo given replaces the one before, none given keeps it.

    Allowed while one of the family's proposals may still be mended. Raises Ditolak once all of them are past that.
    """
    pastikan_boleh(UBAH, oleh, musyawarah.wilayah_id)
    with transaction.atomic():
        keluarga = Usulan.objects.select_for_update().filter(musyawarah=musyawarah, nomor_kk=nomor_kk)
        if not any(u.status in UBAH.dari for u in keluarga.only("pk", "status")):
            raise Ditolak("Usulan keluarga ini sudah diajukan, jawabannya tidak dapat diubah lagi.", "tidak-dapat-diubah")
        isi = dict(survei)
        if foto_rumah is not None:
            isi["foto_rumah"] = simpan_foto(foto_rumah, wilayah=musyawarah.wilayah_id, oleh=oleh)
        return Survei.objects.update_or_create(
            musyawarah=musyawarah, nomor_kk=nomor_kk,
            defaults=isi | {"diisi_oleh_id": oleh.pengguna_id, "wilayah_id": musyawarah.wilayah_id},
        )[0]  # fmt: skip


def susun_keluar(
    musyawarah: Musyawarah,
    nik: str,
    jenis: str,
    sebab: str,
    *,
    oleh: Pelaku,
    program: str = "NONBANSOS",
    catatan: str = "",
) -> Usulan:
    """Propose to stop a programme (`penghentian`) or to take a person out of the register (`penonaktifan`).

    The person's data come from the register, as it stands; Kepmensos 73/HUK/2024 asks for the deliberation here too.
    Raises Ditolak when the person is not in the village's register, does not receive the programme, or is already
    proposed.
    """
    pastikan_boleh(BUAT, oleh, musyawarah.wilayah_id)
    with atas_nama(oleh, BUAT.nama):
        kunci_terbuka(musyawarah)
        orang = Individu.objects.berlaku().filter(nik=nik, wilayah=musyawarah.wilayah_id).first()
        if orang is None:
            raise Ditolak("Orang ini tidak tercatat aktif dalam DTKS desa/kelurahan Anda.", "tidak-terdaftar")
        peserta = Kepesertaan.objects.berlaku().filter(nik=nik, program=program).exists()
        if jenis == Usulan.Jenis.PENGHENTIAN and not peserta:
            raise Ditolak(f"{orang.nama} bukan peserta program itu. Pilih program yang diterimanya.", "bukan-peserta")
        keluarga = Keluarga.objects.berlaku().filter(nomor_kk=orang.nomor_kk).first()
        try:
            return Usulan.objects.create(
                musyawarah=musyawarah, wilayah_id=musyawarah.wilayah_id, jenis=jenis, sebab=sebab,
                program_id=program if jenis == Usulan.Jenis.PENGHENTIAN else "NONBANSOS", catatan=catatan,
                dibuat_oleh_id=oleh.pengguna_id, alamat=keluarga.alamat, rt=keluarga.rt, rw=keluarga.rw,
                **{k: getattr(orang, k) for k in (
                    "nik", "nomor_kk", "nama", "tempat_lahir", "tanggal_lahir", "ibu_kandung", "jenis_kelamin", "pekerjaan",
                    "status_kawin", "pendidikan", "hubungan", "disabilitas",
                )},
            )  # fmt: skip
        except IntegrityError as galat:
            raise berbarengan(galat) from galat


def perbaiki_usulan(usulan: Usulan, isian: Mapping[str, object], *, oleh: Pelaku) -> None:
    """Mend one entering proposal while it is a draft or was returned. Raises IsianDitolak, Ditolak when it is past that, and
    TerlaluSering as `isian_dijaga` does.

    `isian`: values by column key, as in `periksa_anggota`.
    """
    pastikan_boleh(UBAH, oleh, usulan.wilayah_id)
    with isian_dijaga(usulan.wilayah_id, oleh=oleh), atas_nama(oleh, UBAH.nama):
        terkunci = Usulan.objects.select_for_update().get(pk=usulan.pk)
        if terkunci.status not in UBAH.dari or terkunci.jenis not in (Usulan.Jenis.MASUK, Usulan.Jenis.BANSOS):
            raise Ditolak("Usulan ini sudah diajukan dan tidak dapat diubah lagi.", "tidak-dapat-diubah")
        baris, temuan = periksa_anggota(terkunci.wilayah_id, [isian], kecuali=[terkunci.pk], oleh=oleh)
        if any(t.tingkat == TOLAK for t in temuan[0]):
            raise IsianDitolak(temuan, baris)
        jenis = Usulan.Jenis.BANSOS if terdaftar([baris[0].nik]) else Usulan.Jenis.MASUK
        try:
            with transaction.atomic():
                Usulan.objects.filter(pk=terkunci.pk).update(jenis=jenis, **isi_usulan(baris[0], temuan[0]))
        except IntegrityError as galat:
            raise berbarengan(galat) from galat


def batalkan_usulan(usulan: Collection[int], *, alasan: str, catatan: str = "", oleh: Pelaku) -> int:
    """Withdraw drafts or returned proposals. Returns how many; what the district already has stays.

    A self-registration of which nothing is left on a list waits for the next deliberation again.
    """
    with transaction.atomic():
        jumlah = jalankan(Usulan.objects.filter(pk__in=usulan), BATALKAN, oleh=oleh, alasan=alasan, catatan=catatan)
        lepaskan_pendaftaran(Usulan.objects.filter(pk__in=usulan), oleh=oleh)
    return jumlah


def berbarengan(galat: IntegrityError) -> Exception:
    """What a broken constraint means to who typed: the same person was proposed a moment ago."""
    if "usulan_satu_terbuka" in str(galat):
        return Ditolak(
            "Orang ini baru saja diusulkan untuk program yang sama. Lihat daftar usulan sebelum mengisi lagi.", "V-PRG-04"
        )
    return galat
