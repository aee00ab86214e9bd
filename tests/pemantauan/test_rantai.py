"""The chain on the auditor's screen: an altered, removed or inserted event is found and located there."""

import pytest
from django.urls import reverse

from dasar import penyegelan
from dasar.jejak import SISTEM, catat
from dasar.models import Jejak, Pekerjaan
from dasar.penyegelan import segel
from tests.basis_data import tanpa_pemicu

pytestmark = pytest.mark.django_db
RANTAI = "/pemantauan/rantai/"


@pytest.fixture
def tersegel(monkeypatch) -> list[int]:
    monkeypatch.setattr(penyegelan, "BLOK", 8)
    for n in range(20):
        catat(SISTEM, "uji", "usulan_usulan", n, "1209", f"catatan {n}", subjek=n or None)
    segel()
    return list(Jejak.objects.order_by("pk").values_list("pk", flat=True))


@pytest.fixture
def periksa(masuk, django_capture_on_commit_callbacks):
    """Press the button; the page that shows the result."""

    def tekan():
        klien = masuk("auditor")
        with django_capture_on_commit_callbacks(execute=True):
            assert klien.post(reverse("pemantauan:periksa")).status_code == 302
        return klien.get(RANTAI)

    return tekan


def test_rantai_yang_utuh_dinyatakan_utuh(tersegel, periksa):
    halaman = periksa()
    assert f"Rantai utuh: {len(tersegel)} peristiwa" in halaman.content.decode()
    assert halaman.context["rusak"] == []
    assert Jejak.objects.filter(langkah="periksa_jejak").count() == 1


@pytest.mark.parametrize(
    ("perintah", "kata", "pada_halamannya"),
    [
        ("update dasar_jejak set catatan = 'lain' where id = %s", "Peristiwa diubah setelah disegel", "diubah kemudian"),
        ("update dasar_jejak set subjek = 99 where id = %s", "Peristiwa diubah setelah disegel", "diubah kemudian"),
        ("delete from dasar_jejak where id = %s", "Peristiwa dihapus", "dihapus dari basis data"),
    ],
)
def test_peristiwa_yang_diubah_atau_dihapus_ditemukan_dengan_nomornya(
    tersegel, periksa, masuk, perintah, kata, pada_halamannya
):
    nomor = tersegel[7]
    with tanpa_pemicu() as kursor:
        kursor.execute(perintah, [nomor])
    halaman = periksa()
    assert [(r["nomor"], r["apa"]) for r in halaman.context["rusak"]] == [(nomor, kata)]
    assert f"Kerusakan pertama pada peristiwa nomor {nomor}" in halaman.content.decode()
    satu = masuk("auditor").get(reverse("pemantauan:satu_peristiwa", args=[nomor]))
    assert pada_halamannya in satu.content.decode()


def test_peristiwa_yang_disisipkan_ditemukan(tersegel, periksa, masuk):
    with tanpa_pemicu() as kursor:
        kursor.execute("delete from dasar_jejak where id = %s returning id", [tersegel[0]])
    with tanpa_pemicu() as kursor:
        kursor.execute(
            "insert into dasar_jejak (id, tabel, langkah, dari, ke, oleh, fungsi, wilayah)"
            " values (0, 'usulan_usulan', 'layakkan', 'lengkap', 'layak', 1, 'verifikator', '1209')"
        )
    rusak = {(r["nomor"], r["apa"]) for r in periksa().context["rusak"]}
    assert rusak == {(0, "Peristiwa disisipkan"), (tersegel[0], "Peristiwa dihapus")}


def test_segel_pada_keputusan_dicocokkan_dengan_rantai(pabrik, masuk):
    catat(SISTEM, "uji")
    segel()
    pabrik.ditetapkan()
    klien = masuk("auditor")
    assert [k["cocok"] for k in klien.get(RANTAI).context["keputusan"]] == [True]
    with tanpa_pemicu() as kursor:
        kursor.execute("update penetapan_penetapan set akar_jejak = sha256('lain')")
    assert [k["cocok"] for k in klien.get(RANTAI).context["keputusan"]] == [False]


def test_peristiwa_yang_baru_dikatakan_belum_disegel(masuk):
    catat(SISTEM, "uji")
    nomor = Jejak.objects.latest("pk").pk
    assert "belum disegel" in masuk("auditor").get(reverse("pemantauan:satu_peristiwa", args=[nomor])).content.decode()
    assert masuk("auditor").get(reverse("pemantauan:satu_peristiwa", args=[nomor + 10**9])).status_code == 404


def test_pemeriksaan_hanya_oleh_auditor_dan_satu_sekaligus(masuk):
    assert masuk("pusdatin").post(reverse("pemantauan:periksa")).status_code == 404
    for _ in range(2):
        masuk("auditor").post(reverse("pemantauan:periksa"))
    assert Pekerjaan.objects.filter(jenis="periksa_rantai").count() == 1
