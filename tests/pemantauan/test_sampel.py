"""Sampled case files: the drawing can be repeated by anybody, the file holds the whole life line and no number in full."""

import hashlib

import pytest
from django.urls import reverse

from dasar.galat import Ditolak
from dasar.models import Ekspor, Jejak
from dasar.pekerjaan import jalankan_pekerjaan
from dasar.periode import periode_kini, sebelum
from dasar.subjek import sidik
from pemantauan.sampel import Kerangka, minta, tarik
from penetapan.models import Penetapan
from tests.alur_lengkap.teks_pdf import teks_pdf
from usulan.models import DokumenMusyawarah, Usulan

pytestmark = pytest.mark.django_db
URL = "/pemantauan/sampel/"


def test_penarikan_dapat_diulang_dan_tidak_bergantung_pada_urutan_lain():
    nomor, benih, n = list(range(1, 500)), "ab12", 7
    hasil = tarik(iter(nomor), benih, n)
    # The rule as it is printed, in the plainest words.
    peringkat = sorted(nomor, key=lambda k: hashlib.sha256(f"{benih}:{k}".encode()).hexdigest())
    assert hasil.nomor == peringkat[:n]
    assert hasil.ukuran == len(nomor)
    assert hasil.sidik == hashlib.sha256("".join(f"{k}\n" for k in nomor).encode()).hexdigest()
    assert tarik(iter(nomor), "lain", n).nomor != hasil.nomor
    assert tarik(iter(nomor), benih, 999).nomor == peringkat
    # Without the proposals that were not drawn the same ones are drawn, but the frame's fingerprint tells.
    sisa = tarik(iter(sorted(hasil.nomor)), benih, n)
    assert sisa.nomor == hasil.nomor
    assert sisa.sidik != hasil.sidik


@pytest.fixture
def kerangka(pabrik):
    pabrik.ditetapkan("desa", 3, "PKH", sebelum(periode_kini()))
    pabrik.lolos("desa2", 2, "BPNT")
    pabrik.ditetapkan("desa", 1, "PBI", periode_kini())
    pabrik.diajukan("desa", 1)


def test_kerangka_memuat_yang_ditetapkan_menurut_bulan_wilayah_dan_jenis(kerangka, pelaku):
    oleh, kini = pelaku("auditor"), periode_kini()
    lalu = sebelum(kini)

    def jumlah(*isi) -> int:
        return Kerangka(*isi).usulan(oleh).count()

    assert (jumlah(lalu, kini, "00"), jumlah(lalu, lalu, "00"), jumlah(kini, kini, "00")) == (6, 3, 3)
    assert (jumlah(lalu, kini, "36"), jumlah(kini, kini, "1209")) == (2, 1)
    assert (jumlah(lalu, kini, "00", "masuk"), jumlah(lalu, kini, "00", "penghentian")) == (6, 0)
    assert Kerangka(lalu, kini, "00").usulan(pelaku("provinsi")).count() == 0
    with pytest.raises(Ditolak, match="Tidak ada usulan"):
        minta(Kerangka(lalu, kini, "00", "penghentian"), 5, oleh=oleh)


def test_auditor_menarik_sampel_dan_membaca_seluruh_perjalanan(kerangka, pelaku, masuk):
    klien, kini = masuk("auditor"), periode_kini()
    isi = {"dari": sebelum(kini), "sampai": kini, "jumlah": "4", "benih": "c0ffee", "keterangan": "ST 12/2026"}
    jawaban = klien.post(URL, isi)
    assert jawaban.status_code == 302
    ekspor = Ekspor.objects.get(jenis="sampel")
    jalankan_pekerjaan(ekspor.pekerjaan_id)
    ekspor.refresh_from_db()
    assert ekspor.pekerjaan.status == "selesai", ekspor.pekerjaan.pesan
    ditetapkan = list(Usulan.objects.filter(status="ditetapkan").order_by("pk"))
    terpilih = tarik([u.pk for u in ditetapkan], "c0ffee", 4).nomor
    assert (ekspor.jumlah, ekspor.penuh) == (4, False)
    pdf = b"".join(klien.get(reverse("ekspor:unduh", args=[ekspor.pk])).streaming_content)
    teks = "".join(teks_pdf(pdf).split())
    sidik_kerangka = tarik([u.pk for u in ditetapkan], "c0ffee", 4).sidik
    for kata in ("c0ffee", sidik_kerangka, "6usulan", ekspor.kode):
        assert kata in teks
    for u in ditetapkan:
        assert (u.nomor in teks) == (u.pk in terpilih)
        assert u.nik not in teks and u.nomor_kk not in teks
    for u in ditetapkan:
        if u.pk not in terpilih:
            continue
        batch = u.item_batch.get().batch
        sk = Penetapan.objects.get(periode=u.ditetapkan_periode).nomor_sk
        for kata in (u.musyawarah.nomor_berita_acara, batch.nomor_surat, batch.sidik, sk):
            assert "".join(kata.split()) in teks
        for d in DokumenMusyawarah.objects.filter(musyawarah=u.musyawarah_id).select_related("berkas"):
            assert d.berkas.sha256 in teks
        for nomor in Jejak.objects.filter(tabel="usulan_usulan", objek=u.pk, ke__isnull=False).values_list("pk", flat=True):
            assert str(nomor) in teks
    # Written down: the drawing with its numbers, and whom the file holds.
    tercatat = Jejak.objects.get(langkah="tarik_sampel", objek=ekspor.pk)
    ditarik = ", ".join(Usulan.objects.get(pk=n).nomor for n in terpilih)
    assert "benih c0ffee, 4 dari 6" in tercatat.catatan
    assert tercatat.catatan.endswith(f"sidik kerangka {sidik_kerangka}: {ditarik}")
    assert set(ekspor.isi.subjek) == {sidik(u.nik) for u in ditetapkan if u.pk in terpilih}
    assert ekspor.kode in klien.get(URL).content.decode()


def test_isian_penarikan_yang_keliru_disebut_dan_tidak_hilang(kerangka, masuk):
    klien, kini = masuk("auditor"), periode_kini()
    benar = {"dari": sebelum(kini), "sampai": kini, "jumlah": "4", "benih": ""}
    for salah, kalimat in (
        ({"jumlah": "51"}, "Paling banyak 50"),
        ({"jumlah": "nol"}, "dengan angka"),
        ({"benih": "a b;"}, "huruf dan angka saja"),
        ({"dari": kini, "sampai": sebelum(kini)}, "tidak boleh sebelum"),
    ):
        jawaban = klien.post(URL, benar | salah)
        assert jawaban.status_code == 422
        assert kalimat in jawaban.content.decode()
    jawaban = klien.post(URL, benar | {"jenis": "penghentian"})
    assert jawaban.status_code == 409
    assert not Ekspor.objects.exists()
    # Without a seed one is thrown, a new one each time.
    klien.post(URL, benar)
    klien.post(URL, benar)
    assert len({e.argumen["benih"] for e in Ekspor.objects.all()}) == 2


def test_sampel_hanya_untuk_auditor(masuk):
    for akun in ("pusdatin", "penilai", "kepala", "menteri"):
        assert masuk(akun).get(URL).status_code == 404
