"""Refused family forms about persons of other villages: each is an event, and an officer's hour holds so many."""

import pytest
from django.conf import settings as setelan
from django.core.cache import cache
from django.urls import reverse

from dasar.models import Jejak
from dasar.pembatas import TerlaluSering
from dasar.subjek import sidik
from usulan import penyusunan
from usulan.galat import IsianDitolak
from usulan.isian_asing import BATAS, ISIAN_DITOLAK
from usulan.models import Usulan

pytestmark = pytest.mark.django_db


@pytest.fixture
def batas(settings):
    """`batas(n)`: so many persons of other villages an hour."""
    cache.clear()

    def setel(n: int) -> None:
        settings.BATAS_PUBLIK = setelan.BATAS_PUBLIK | {BATAS: (n, 3600)}

    yield setel
    cache.clear()


@pytest.fixture
def orang_desa_lain(pabrik, pelaku):
    """Members of a family that stands in an open proposal of another village, one family per call."""

    def susun() -> list[dict]:
        anggota = pabrik.anggota("desa2")
        penyusunan.susun_keluarga(pabrik.musyawarah("desa2"), anggota, {"sk0": True}, oleh=pelaku("desa2"))
        return anggota

    return susun


def _peristiwa():
    return list(Jejak.objects.filter(langkah=ISIAN_DITOLAK).values_list("wilayah", "catatan", "subjek"))


def test_isian_ditolak_tentang_orang_desa_lain_tercatat_tanpa_nik(pabrik, pelaku, orang_desa_lain, batas):
    batas(30)
    anggota, oleh = orang_desa_lain(), pelaku("desa")
    with pytest.raises(IsianDitolak) as galat:
        penyusunan.susun_keluarga(pabrik.musyawarah(), anggota, {"sk0": True}, oleh=oleh)
    assert galat.value.kode == "V-PRG-04"
    nik = anggota[0]["nik"]
    assert _peristiwa() == [(oleh.wilayah, "V-PRG-04: orang di luar desa/kelurahan", sidik(nik))]
    assert not Jejak.objects.filter(catatan__contains=nik).exists()


def test_isian_ditolak_tentang_warga_sendiri_dan_salah_ketik_tidak_dihitung(pabrik, pelaku, batas):
    batas(0)
    musyawarah, anggota, oleh = pabrik.musyawarah(), pabrik.anggota(), pelaku("desa")
    penyusunan.susun_keluarga(musyawarah, anggota, {"sk0": True}, oleh=oleh)
    for isian in (anggota, [anggota[0] | {"nik": "123"}]):
        with pytest.raises((IsianDitolak, TerlaluSering)):
            penyusunan.susun_keluarga(musyawarah, isian, {"sk0": True}, oleh=oleh)
    assert _peristiwa() == []


def test_setelah_batas_jawaban_sama_untuk_yang_tercatat_dan_yang_tidak_tetapi_salah_ketik_tetap_disebut(
    pabrik, pelaku, orang_desa_lain, batas
):
    batas(1)
    musyawarah, oleh = pabrik.musyawarah(), pelaku("desa")
    semua = [orang_desa_lain() for _ in range(2)]
    kode = []
    for anggota in semua:
        with pytest.raises((IsianDitolak, TerlaluSering)) as galat:
            penyusunan.susun_keluarga(musyawarah, anggota, {"sk0": True}, oleh=oleh)
        kode.append(galat.value.kode)
    assert kode == ["V-PRG-04", "terlalu-sering"]
    assert len(_peristiwa()) == 2
    salah = {"jenis_kelamin": "", "shdk": ""}
    temuan = []
    for anggota in (semua[1], pabrik.anggota()):
        sekeluarga = [anggota[0], anggota[0] | {"nik": "99"} | salah]
        with pytest.raises(IsianDitolak) as galat:
            penyusunan.susun_keluarga(musyawarah, sekeluarga, {"sk0": True}, oleh=oleh)
        temuan.append(([t.kode for t in galat.value.temuan[0]], {t.kode for t in galat.value.temuan[1]}))
    assert temuan[0] == temuan[1] and temuan[0][0] == []
    # Whoever is on the way in still comes in: what is stored names who asked.
    assert penyusunan.susun_keluarga(musyawarah, pabrik.anggota(), {"sk0": True}, oleh=oleh)


def test_layar_mengembalikan_isian_dan_api_menjawab_429(pabrik, masuk, isian_keluarga, orang_desa_lain, batas):
    batas(0)
    musyawarah, anggota = pabrik.musyawarah(), orang_desa_lain()
    orang, klien = anggota[0], masuk("desa")
    isi = isian_keluarga(nomor_kk=orang["nomor_kk"])
    isi |= {f"anggota-0-{k}": orang[k] for k in ("nik", "nama", "jenis_kelamin", "ibu_kandung", "shdk", "status_kawin")}
    lahir = orang["tanggal_lahir"]
    isi |= {f"anggota-0-tanggal_lahir_{i}": str(v) for i, v in enumerate((lahir.day, lahir.month, lahir.year))}
    jawaban = klien.post(reverse("usulan:keluarga_buat", args=[musyawarah.pk]), isi)
    assert jawaban.status_code == 409
    assert "Isian ini tidak hilang" in jawaban.content.decode() and orang["nama"] in jawaban.content.decode()
    bersama = ("nomor_kk", "alamat", "rt", "rw")
    kiriman = {k: orang[k] for k in bersama} | {"survei": {"sk0": True}}
    kiriman["anggota"] = [{k: str(v) for k, v in orang.items() if k not in bersama}]
    alamat = f"/api/v1/musyawarah/{musyawarah.pk}/keluarga/"
    jawaban = klien.post(alamat, kiriman, content_type="application/json")
    assert (jawaban.status_code, jawaban.json()["kode"]) == (429, "terlalu-sering") and jawaban["Retry-After"]
    assert not Usulan.objects.filter(musyawarah=musyawarah).exists()
