"""A month through the acts, small: what the village proposed stands in the register, and the trail is whole."""

from dasar.models import Jejak
from dasar.penyegelan import periksa, segel
from dtks.register.models import Individu, Keluarga, Kepesertaan
from dtks.register.segel import desa_tidak_cocok
from penetapan.contoh.desa import diam, impor_buku
from usulan.models import Impor
from usulan.pemeriksaan import periksa_impor
from usulan.pengimporan import terapkan_impor


def test_usulan_desa_menjadi_data_register_setelah_ditetapkan(pabrik):
    penetapan, usulan = pabrik.ditetapkan(n=3)
    assert [u.status for u in usulan] == ["ditetapkan"] * 3
    niks = [u.nik for u in usulan]
    assert Individu.objects.berlaku().filter(nik__in=niks, dibuka=penetapan.pk).count() == 3
    assert Keluarga.objects.berlaku().filter(nomor_kk__in=[u.nomor_kk for u in usulan]).count() == 3
    assert Kepesertaan.objects.berlaku().filter(nik__in=niks, program="PKH").count() == 3
    assert penetapan.jumlah_masuk == penetapan.jumlah_aktif == 3
    assert desa_tidak_cocok(penetapan.pk) == []
    langkah = list(
        Jejak.objects.filter(tabel="usulan_usulan", objek=usulan[0].pk).order_by("id").values_list("langkah", flat=True)
    )
    assert langkah == [
        "buat",
        "setujui_musdes",
        "ajukan",
        "lengkapkan",
        "layakkan",
        "bundel",
        "sahkan",
        "teruskan",
        "loloskan",
        "tetapkan",
    ]
    segel()
    assert periksa()[1] == []


def test_pemeriksaan_ulang_tidak_mengubah_impor_yang_sudah_diterapkan(pabrik, pelaku):
    oleh = pelaku("desa")
    musyawarah = pabrik.musyawarah()
    assert impor_buku(musyawarah, 5, 2_400_000, oleh=oleh, kotor=0) == (5, 5)
    impor = Impor.objects.get(musyawarah=musyawarah)
    periksa_impor(impor, oleh=oleh, lapor=diam)
    impor.refresh_from_db()
    assert (impor.status, impor.jumlah_masuk) == ("diterapkan", 5)
    assert terapkan_impor(impor, oleh=oleh, lapor=diam) == 0
