"""What time does to an objection, how somebody resigns, and two at once."""

import datetime as dt
import threading

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from akun.models import Kontak, Pemberitahuan, Pengguna
from akun.tengah import LEWAT_PESAN
from dasar.galat import Ditolak
from dasar.jangkauan import dalam_jangkauan, seluruh_negeri
from dasar.jejak import atas_nama
from sanggahan import banding, pengunduran, putusan
from sanggahan.models import Bukti, Pengunduran, Penyanggah
from sanggahan.penghapusan import hapus_bukti
from sanggahan.tenggat import jaga
from tests.fixtures.pabrik import foto
from tests.fixtures.sanggahan import petugas_baru, warga_baru
from tests.fixtures.warga import SANDI_WARGA, kode_terkirim
from tests.kendala import sql_langsung
from usulan.models import Usulan
from verval import kelengkapan
from verval import putusan as putusan_usulan

pytestmark = pytest.mark.django_db

PERNYATAAN = "Rumahnya sudah bertingkat dan ada mobil di depan rumah."


def test_lewat_waktu_diingatkan_lalu_dilaporkan_ke_atas_dan_tidak_mengeluarkan_siapa_pun(perkara, pelaku, masuk):
    s = perkara.dikirim()
    perkara.tua(s, 15)
    assert jaga() == {"diingatkan": 1, "dieskalasi": 0, "dilampaui": 0, "dilaksanakan": 0}
    assert jaga()["diingatkan"] == 0
    perkara.tua(s, 16)
    assert masuk("provinsi").get(reverse("sanggahan:daftar")).context["halaman"].baris == []
    assert jaga()["dieskalasi"] == 1
    assert jaga()["dieskalasi"] == 0
    s.refresh_from_db()
    assert s.status == "dikirim"
    assert not Usulan.objects.filter(saluran="sanggahan").exists()
    for akun in ("kepala", "provinsi"):
        assert Pemberitahuan.objects.filter(penerima=pelaku(akun).pengguna_id, kalimat__contains="batas waktu").count() == 1
        assert "melewati batas waktu" in masuk(akun).get("/beranda/").content.decode().lower()
    isi = masuk("provinsi").get(reverse("sanggahan:daftar")).content.decode()
    assert s.nomor in isi
    assert s.nama not in isi
    assert masuk("provinsi").get(reverse("sanggahan:rincian", args=[s.pk])).status_code == 404


def test_setelan_lewat_waktu_hanya_membuat_usulan_biasa_yang_disebut_karena_waktu(perkara, settings):
    settings.SANGGAHAN_LEWAT_TIDAK_LAYAK = True
    s = perkara.dikirim()
    perkara.tua(s, 31)
    assert jaga()["dilampaui"] == 1
    assert jaga()["dilampaui"] == 0
    u = Usulan.objects.get(saluran="sanggahan")
    # Nobody checked it: it waits for the very first check, and its maker is the portal.
    assert (u.status, u.dibuat_oleh_id, u.diperiksa_oleh_id) == ("diajukan", 0, None)
    assert "batas waktu" in u.catatan
    s.refresh_from_db()
    assert s.status == "lewat_waktu"


def test_gambar_perkara_dihapus_setelah_dua_tahun_dan_barisnya_tetap(perkara, masuk):
    lama, muda = perkara.penerima(2)
    s = perkara.tidak_terbukti(lama)
    lain = perkara.dikirim(muda)
    jalur = [b.berkas.jalur for b in Bukti.objects.filter(sanggahan=s)]
    jalur += [f.berkas.jalur for k in s.kunjungan.all() for f in k.foto.all()]
    assert hapus_bukti() == 0
    perkara.tua(s, 731)
    assert hapus_bukti() == len(jalur) == 3
    assert hapus_bukti() == 0
    assert not any(j.exists() for j in jalur)
    assert lain.bukti.get().berkas.jalur.exists()
    assert Bukti.objects.get(sanggahan=s).dihapus_pada is not None
    halaman = masuk("verifikator").get(reverse("sanggahan:rincian", args=[s.pk]))
    assert "gambar dihapus" in halaman.content.decode()
    assert masuk("verifikator").get(reverse("sanggahan:bukti", args=[s.pk, s.bukti.get().pk])).status_code == 404


def test_pemutus_pertama_tidak_memutus_usulan_yang_lahir_dari_keberatannya(perkara, pelaku, masuk):
    (orang,) = perkara.penerima()
    s = perkara.tidak_terbukti(orang)
    k = banding.ajukan_keberatan(s, "Rumah yang difoto bukan rumah keluarga yang saya sanggah.", oleh=pelaku("warga"))
    banding.putuskan_keberatan(
        k, True, alasan="KB1", penjelasan="Foto baru menunjukkan rumah yang lain.", hasil="penghentian", sebab="mampu",
        oleh=pelaku("kepala"),
    )  # fmt: skip
    (u,) = Usulan.objects.filter(hasil_sanggahan__keberatan=k)
    kelengkapan.nyatakan_lengkap(usulan=[u.pk], oleh=pelaku("kabupaten"))
    verifikator, baris = pelaku("verifikator"), Usulan.objects.filter(pk=u.pk)
    assert s.diputus_oleh_id == verifikator.pengguna_id
    assert putusan_usulan.putuskan(baris, "layak", oleh=verifikator) == 0
    assert "Verifikator lain harus memutus" in masuk("verifikator").get(reverse("verval:putusan", args=[u.pk])).content.decode()
    with pytest.raises(IntegrityError, match="pemutus pertama"), transaction.atomic(), atas_nama(verifikator, "layakkan"):
        sql_langsung(
            "update usulan_usulan set status = 'layak', diputus_oleh_id = %s, diputus_pada = now() where id = %s",
            verifikator.pengguna_id, u.pk,
        )  # fmt: skip
    lain = petugas_baru("Verifikator Kedua", "verifikator", "1209")
    assert putusan_usulan.putuskan(baris, "layak", oleh=lain) == 1


# --- resignation ------------------------------------------------------------------------------------------------------------------


def test_mengundurkan_diri_hanya_oleh_akun_sendiri_dengan_sandi_dan_kode(perkara, masuk, pelaku):
    (orang,) = perkara.penerima()
    warga_baru("Orangnya", orang.nik)
    klien = masuk(f"warga.{orang.nik}")
    jawaban = klien.post(reverse("sanggahan:mundur"), {"dari": "PKH", "sandi": "salah", "kode": "000000"})
    assert jawaban.status_code == 409
    assert not Pengunduran.objects.exists()
    hasil = pengunduran.mundur_sendiri("PKH", "Sudah bekerja.", oleh=_pelaku(orang.nik))
    u = hasil.usulan
    assert (u.status, u.saluran, u.jenis, u.sebab) == ("diajukan", "pengunduran", "penghentian", "mengundurkan_diri")
    assert masuk("warga").get(reverse("sanggahan:mundur")).status_code == 200


def test_warga_yang_masuk_dengan_pesan_mengundurkan_diri_dengan_sandi_dan_kode_terkirim(perkara, masuk):
    (orang,) = perkara.penerima()
    warga_baru("Orangnya", orang.nik)
    pengguna = Pengguna.objects.get(nik=orang.nik)
    pengguna.set_password(SANDI_WARGA)
    pengguna.save()
    Kontak.objects.create(pengguna=pengguna, saluran="surel")
    klien = masuk(pengguna.username)
    sesi = klien.session
    sesi[LEWAT_PESAN] = pengguna.pk
    sesi.save()
    alamat, alamat_kode = reverse("sanggahan:mundur"), reverse("sanggahan:mundur_kode")
    assert "Kode dari aplikasi" not in klien.get(alamat).content.decode()
    isi = {"dari": "PKH", "pernyataan": "Sudah bekerja."}
    assert klien.post(alamat, isi | {"sandi": "salah"}).status_code == 409 and not mail.outbox
    assert klien.post(alamat, isi | {"sandi": SANDI_WARGA})["Location"] == alamat_kode
    kode = kode_terkirim(pengguna.email)
    halaman = klien.get(alamat_kode).content.decode()
    assert "Berhenti menerima Program Keluarga Harapan" in halaman and pengguna.email not in halaman
    salah = f"{(int(kode) + 1) % 10**6:06d}"
    assert klien.post(alamat_kode, {"kode": salah}).status_code == 409 and not Pengunduran.objects.exists()
    assert klien.post(alamat_kode, {"kode": kode})["Location"] == reverse("sanggahan:saya")
    mundur = Pengunduran.objects.get()
    assert (mundur.cara, mundur.nik, mundur.pernyataan) == ("akun", orang.nik, "Sudah bekerja.")
    # Spent: the same code resigns from nothing else, and the page is gone with the choice.
    assert klien.get(alamat_kode)["Location"] == alamat


def _pelaku(nik: str):
    return Pengguna.objects.get(nik=nik).penugasan.get(status="aktif").pelaku


def test_pengunduran_atas_nama_orang_lain_ditolak_basis_data(perkara, pelaku):
    (orang,) = perkara.penerima()
    hasil = pengunduran.mundur_di_desa(orang.nik, "PKH", "Pindah.", ktp=foto(), surat=foto(), oleh=pelaku("desa"))
    warga = pelaku("warga")
    salin = (
        "insert into sanggahan_pengunduran (wilayah_id, nik, nomor_kk, nama, cara, pernyataan, usulan_id, dibuat_oleh_id, dibuat_pada)"
        " select wilayah_id, nik, nomor_kk, nama, %s, '', usulan_id, %s, now() from sanggahan_pengunduran where id = %s"
    )
    for oleh, cara in ((warga, "akun"), (warga, "desa"), (pelaku("desa"), "akun")):
        with pytest.raises(IntegrityError, match="bukan oleh orangnya"), atas_nama(oleh, "terbitkan"), seluruh_negeri():
            sql_langsung(salin, cara, oleh.pengguna_id, hasil.pk)
    with pytest.raises(IntegrityError, match="pengunduran_berbukti_diri"), atas_nama(pelaku("desa"), "terbitkan"):
        sql_langsung(salin, "desa", pelaku("desa").pengguna_id, hasil.pk)


def test_pengunduran_di_desa_meminta_ktp_dan_surat(perkara, masuk):
    (orang,) = perkara.penerima()
    klien, alamat = masuk("desa"), reverse("sanggahan:mundur_desa")
    tahap = klien.post(alamat, {"nik": orang.nik})
    assert tahap.status_code == 200
    assert orang.nik not in tahap.content.decode()
    kunci = tahap.context["orang"]
    assert klien.post(alamat, {"orang": kunci, "dari": "PKH"}).status_code == 422
    assert klien.post(alamat, {"orang": kunci, "dari": "PKH", "ktp": foto(), "surat": foto("surat.jpg")}).status_code == 302
    mundur = Pengunduran.objects.get()
    ktp = reverse("sanggahan:bukti_diri", args=[mundur.pk, "ktp"])
    assert masuk("kabupaten").get(ktp).status_code == 200
    assert klien.get(ktp).status_code == 404
    assert (
        "Pengunduran diri" in masuk("verifikator").get(reverse("sanggahan:perkara", args=[mundur.usulan_id])).content.decode()
    )


# --- two at once -------------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_dua_putusan_sekaligus_hanya_satu_yang_berlaku(perkara, pelaku):
    s = perkara.dikunjungi()
    ver, hasil, siap = pelaku("verifikator"), [], threading.Barrier(2, timeout=20)

    def utas(lakukan) -> None:
        try:
            siap.wait()
            with dalam_jangkauan(ver):
                lakukan()
            hasil.append("menang")
        except Ditolak as galat:
            hasil.append(galat.kode)
        finally:
            connection.close()

    penjelasan = "Kunjungan menunjukkan keadaan keluarga ini."
    kerja = [
        threading.Thread(
            target=utas,
            args=(lambda: putusan.buktikan(s, hasil="penghentian", sebab="mampu", penjelasan=penjelasan, oleh=ver),),
        ),
        threading.Thread(target=utas, args=(lambda: putusan.bantah(s, alasan="ST1", penjelasan=penjelasan, oleh=ver),)),
    ]
    for satu in kerja:
        satu.start()
    for satu in kerja:
        satu.join(30)
    assert sorted(hasil) == ["menang", "sudah-berubah"]
    s.refresh_from_db()
    assert Usulan.objects.filter(saluran="sanggahan").count() == (s.status == "terbukti")


def test_perkara_desa_lain_dan_kabupaten_lain_tidak_ada(perkara, masuk):
    s = perkara.dikunjungi()
    alamat = [reverse("sanggahan:rincian", args=[s.pk]), reverse("sanggahan:laporkan", args=[s.pk])]
    alamat += [reverse(f"sanggahan:{n}", args=[s.pk]) for n in ("buktikan", "bantah", "tugaskan", "tolak_awal", "surat")]
    for akun in ("desa2", "desa3", "kabupaten2", "verifikator2", "kepala2"):
        for url in alamat:
            assert masuk(akun).get(url).status_code == 404
            assert masuk(akun).post(url, {"alasan": "ST1", "penjelasan": "x" * 30}).status_code in (404, 405)
    assert Penyanggah.objects.get().terbuka
    assert dt.timedelta(days=6) < (s.batas_jawab - timezone.localdate()) <= dt.timedelta(days=7)
