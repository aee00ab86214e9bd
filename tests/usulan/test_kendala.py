"""Every constraint broken by raw SQL, and named by the database.

Column values are broken behind the triggers' back, so that it is the constraint itself that answers; rules that span rows are
broken by the very officer whose step it is.
"""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor, wait

import psycopg2
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from dasar.galat import Ditolak
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import atas_nama
from tests.basis_data import tanpa_pemicu
from tests.kendala import melanggar, salin, ubah
from usulan import pengajuan, penyusunan
from usulan.models import DokumenMusyawarah, Musyawarah, Survei, Usulan
from verval.models import Batch, ItemBatch

pytestmark = pytest.mark.django_db


# A whole chain of hands, in the order that Permensos 3/2021 gives them.
CAP = {"diajukan": "desa", "diperiksa": "kabupaten", "diputus": "verifikator", "disahkan": "kepala"}
CAP |= {"dinilai": "penilai", "ditetapkan": "menteri"}


@pytest.fixture
def usulan(pabrik) -> Usulan:
    return pabrik.disusun()[0]


@pytest.fixture
def bercap(usulan, pelaku) -> Usulan:
    """A determined proposal with every stamp, made behind the triggers."""
    isi = ", ".join(f"{n}_pada = now(), {n}_oleh_id = {pelaku(a).pengguna_id}" for n, a in CAP.items())
    with tanpa_pemicu():
        ubah("usulan_usulan", usulan.pk, f"status = 'ditetapkan', ditetapkan_periode = 202611, {isi}")
    return usulan


@pytest.mark.parametrize(
    ("kendala", "isi"),
    [
        ("usulan_nik_16", "nik = '990000000000001'"),
        ("usulan_nik_16", "nik = '990000000000000O'"),
        ("usulan_nik_16", "nik = ''"),
        ("usulan_nik_16", "nik = E'990000000000000\\n'"),
        ("usulan_kk_16", "nomor_kk = '99000000000000 1'"),
        ("usulan_kk_16", "nomor_kk = '123'"),
        ("usulan_status_dikenal", "status = 'disetujui'"),
        ("usulan_jk", "jenis_kelamin = 'X'"),
        ("usulan_sebab_untuk_keluar", "sebab = 'meninggal'"),
        ("usulan_sebab_untuk_keluar", "jenis = 'penonaktifan'"),
        ("usulan_sebab_untuk_keluar", "jenis = 'karangan'"),
        ("usulan_bansos_program", "jenis = 'bansos', program_id = 'NONBANSOS'"),
        ("usulan_bansos_program", "jenis = 'penghentian', sebab = 'mampu', program_id = 'NONBANSOS'"),
        ("usulan_berpembuat", "dibuat_oleh_id = null"),
        ("usulan_ditetapkan_berperiode", "ditetapkan_periode = 202611"),
    ],
)
def test_kendala_isi_usulan(kendala, isi, usulan):
    with melanggar(kendala), tanpa_pemicu():
        ubah("usulan_usulan", usulan.pk, isi)


@pytest.mark.parametrize("cap", CAP)
@pytest.mark.parametrize("bagian", ["pada", "oleh_id"])
def test_cap_usulan_utuh_atau_tidak_ada(cap, bagian, bercap):
    with melanggar(f"usulan_{cap}_bercap"), tanpa_pemicu():
        ubah("usulan_usulan", bercap.pk, f"{cap}_{bagian} = null")


BUTUH_CAP = [("diajukan", "diajukan"), ("diajukan", "dikembalikan"), ("diperiksa", "lengkap"), ("diputus", "layak")]
BUTUH_CAP += [("diputus", "tidak_layak"), ("diputus", "dibundel"), ("disahkan", "disahkan"), ("disahkan", "diteruskan")]
BUTUH_CAP += [("dinilai", "lolos"), ("dinilai", "dikembalikan_kab"), ("ditetapkan", "ditetapkan")]


@pytest.mark.parametrize(("cap", "status"), BUTUH_CAP)
def test_keadaan_usulan_menuntut_capnya(cap, status, bercap):
    periode = 202611 if status == "ditetapkan" else "null"
    with melanggar(f"usulan_{cap}_bercap"), tanpa_pemicu():
        ubah(
            "usulan_usulan",
            bercap.pk,
            f"status = '{status}', ditetapkan_periode = {periode}, {cap}_pada = null, {cap}_oleh_id = null",
        )


def test_ditetapkan_tanpa_bulan_ditolak(bercap):
    with melanggar("usulan_ditetapkan_berperiode"), tanpa_pemicu():
        ubah("usulan_usulan", bercap.pk, "ditetapkan_periode = null")


@pytest.mark.parametrize(
    ("kendala", "tangan", "juga"),
    [
        ("usulan_pembuat_bukan_pemutus", "diperiksa", "dibuat"),
        ("usulan_pembuat_bukan_pemutus", "diputus", "dibuat"),
        ("usulan_pembuat_bukan_pemutus", "disahkan", "dibuat"),
        ("usulan_tiga_orang", "diputus", "diperiksa"),
        ("usulan_tiga_orang", "disahkan", "diperiksa"),
        ("usulan_tiga_orang", "disahkan", "diputus"),
    ],
)
def test_pembuat_pemeriksa_pemutus_dan_pengesah_orang_yang_berbeda(kendala, tangan, juga, bercap):
    with melanggar(kendala), tanpa_pemicu():
        ubah("usulan_usulan", bercap.pk, f"{tangan}_oleh_id = {juga}_oleh_id")


def test_satu_usulan_terbuka_per_orang_dan_program(usulan, pelaku):
    with melanggar("usulan_satu_terbuka"), atas_nama(pelaku("desa"), "buat"):
        salin("usulan_usulan", usulan.pk)
    with atas_nama(pelaku("desa"), "buat"):
        assert salin("usulan_usulan", usulan.pk, program_id="BPNT")


def test_satu_usulan_terbuka_di_seluruh_negeri(pabrik, pelaku):
    asal, lain = pabrik.disusun("desa")[0], pabrik.musyawarah("desa2")
    oleh = pelaku("desa2")
    with melanggar("usulan_satu_terbuka"), atas_nama(oleh, "buat"):
        salin("usulan_usulan", asal.pk, musyawarah_id=lain.pk, wilayah_id=oleh.wilayah, dibuat_oleh_id=oleh.pengguna_id)


@pytest.mark.parametrize("akhir", ["dibatalkan", "ditolak_musdes"])
def test_setelah_berakhir_orang_itu_dapat_diusulkan_lagi(akhir, usulan, pelaku):
    langkah = {"dibatalkan": "batalkan", "ditolak_musdes": "tolak_musdes"}[akhir]
    with atas_nama(pelaku("desa"), langkah):
        ubah("usulan_usulan", usulan.pk, f"status = '{akhir}', alasan = 'B01'")
    with atas_nama(pelaku("desa"), "buat"):
        assert salin("usulan_usulan", usulan.pk, status="disusun", alasan="")


def test_usulan_ditetapkan_tidak_menghalangi_usulan_berikutnya(bercap, pelaku):
    kosong = {f"{n}_{b}": None for n in CAP for b in ("pada", "oleh_id")}
    with atas_nama(pelaku("desa"), "buat"):
        assert salin("usulan_usulan", bercap.pk, status="disusun", ditetapkan_periode=None, **kosong)


# --- the deliberation and its sealed list --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kendala", "isi"),
    [
        ("musyawarah_status_dikenal", "status = 'selesai'"),
        ("musyawarah_ajuan_bercap", "status = 'diajukan'"),
        ("musyawarah_ajuan_bercap", "diajukan_pada = now()"),
        ("musyawarah_ada_hadir", "jumlah_hadir = 0"),
    ],
)
def test_kendala_musyawarah(kendala, isi, pabrik):
    with melanggar(kendala), tanpa_pemicu():
        ubah("usulan_musyawarah", pabrik.musyawarah(dokumen=False).pk, isi)


def test_nomor_berita_acara_sekali_per_desa(pabrik, pelaku):
    musyawarah = pabrik.musyawarah(dokumen=False)
    with melanggar("musyawarah_nomor_ba"), atas_nama(pelaku("desa"), "buat"):
        salin("usulan_musyawarah", musyawarah.pk)


def test_daftar_yang_disegel_menolak_nama_baru(pabrik, pelaku):
    usulan = pabrik.diajukan()[0]
    with pytest.raises(IntegrityError, match="sudah disegel bersama musyawarahnya"), atas_nama(pelaku("desa"), "buat"):
        kosong = {"diajukan_pada": None, "diajukan_oleh_id": None, "status": "disusun"}
        salin("usulan_usulan", usulan.pk, nik="9900000000000077", **kosong)


def test_nama_dari_desa_lain_tidak_masuk_ke_daftar(usulan, pelaku):
    with pytest.raises(IntegrityError, match="sudah disegel"), atas_nama(pelaku("admin.kab"), "buat"):
        salin("usulan_usulan", usulan.pk, nik="9900000000000077", wilayah_id="1209212002")


def _serahkan(musyawarah: Musyawarah, oleh) -> None:
    with atas_nama(oleh, "ajukan"):
        ubah(
            "usulan_musyawarah",
            musyawarah.pk,
            f"status = 'diajukan', diajukan_pada = now(), diajukan_oleh_id = {oleh.pengguna_id}",
        )


def _siap(pabrik, **isi) -> Musyawarah:
    """A deliberation with one name that has been handed in, its own sealing still to come."""
    musyawarah = pabrik.musyawarah(**isi)
    usulan = pabrik.disusun(musyawarah=musyawarah)[0]
    with tanpa_pemicu():
        oleh = pabrik.pelaku("desa").pengguna_id
        ubah("usulan_usulan", usulan.pk, f"status = 'diajukan', diajukan_pada = now(), diajukan_oleh_id = {oleh}")
    return musyawarah


def test_musyawarah_yang_memenuhi_syarat_dapat_diajukan_juga_dengan_sql(pabrik, pelaku):
    """The counterpart of the refusals below: what they break is the only thing that is wrong there."""
    _serahkan(_siap(pabrik), pelaku("desa"))


@pytest.mark.parametrize("jenis", DokumenMusyawarah.Jenis.values)
def test_musyawarah_tanpa_salah_satu_dokumen_tidak_dapat_diajukan(jenis, pabrik, pelaku):
    musyawarah = _siap(pabrik)
    musyawarah.dokumen.filter(jenis=jenis).update(digantikan_pada=timezone.now())
    with pytest.raises(IntegrityError, match="tanpa empat dokumen"):
        _serahkan(musyawarah, pelaku("desa"))


def test_musyawarah_tanpa_nama_tidak_dapat_diajukan(pabrik, pelaku):
    with pytest.raises(IntegrityError, match="tanpa usulan"):
        _serahkan(pabrik.musyawarah(), pelaku("desa"))


@pytest.mark.parametrize(("hari_lalu", "boleh"), [(92, True), (93, False), (0, True), (-1, False), (400, False)])
def test_musyawarah_terlalu_lama_atau_belum_terjadi_tidak_dapat_diajukan(hari_lalu, boleh, pabrik, pelaku):
    musyawarah = _siap(pabrik)
    with tanpa_pemicu():
        Musyawarah.objects.filter(pk=musyawarah.pk).update(tanggal=timezone.localdate() - dt.timedelta(days=hari_lalu))
    if boleh:
        _serahkan(musyawarah, pelaku("desa"))
        return
    with pytest.raises(IntegrityError, match="di luar masa berlakunya"):
        _serahkan(musyawarah, pelaku("desa"))


def test_satu_dokumen_berlaku_per_jenis_kecuali_foto(pabrik):
    musyawarah = pabrik.musyawarah()
    for jenis in ("berita_acara", "daftar_hadir", "bukti_publikasi"):
        with melanggar("dokumen_satu_berlaku"), transaction.atomic():
            salin("usulan_dokumenmusyawarah", musyawarah.dokumen.get(jenis=jenis).pk)
    assert salin("usulan_dokumenmusyawarah", musyawarah.dokumen.get(jenis="foto_kegiatan").pk)
    with melanggar("dokumen_jenis_dikenal"), transaction.atomic():
        salin("usulan_dokumenmusyawarah", musyawarah.dokumen.get(jenis="berita_acara").pk, jenis="kuitansi")


@pytest.mark.parametrize(
    ("kendala", "isi"), [("survei_persen_pangan", "persen_pangan = 101"), ("survei_kk_16", "nomor_kk = '99'")]
)
def test_kendala_survei(kendala, isi, usulan):
    with melanggar(kendala), transaction.atomic():
        ubah("usulan_survei", Survei.objects.get(musyawarah=usulan.musyawarah).pk, isi)


def test_satu_survei_per_keluarga_dan_musyawarah(usulan):
    with melanggar("survei_satu_per_keluarga"), transaction.atomic():
        salin("usulan_survei", Survei.objects.get(musyawarah=usulan.musyawarah).pk)


# --- the batch -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kendala", "isi"),
    [
        ("batch_status_dikenal", "status = 'selesai'"),
        ("batch_pengesahan_utuh", "status = 'disahkan'"),
        ("batch_pengesahan_utuh", "disahkan_pada = now()"),
        ("batch_penyusun_bukan_pengesah", "disahkan_oleh_id = dibuat_oleh_id"),
    ],
)
def test_kendala_berkas_pengesahan(kendala, isi, pabrik):
    batch, _ = pabrik.dibundel()
    with pytest.raises(IntegrityError, match=f'"({kendala}|batch_pengesahan_utuh)"'), tanpa_pemicu():
        ubah("verval_batch", batch.pk, isi)


def test_penyusun_berkas_tidak_mengesahkannya(pabrik):
    batch, _ = pabrik.dibundel()
    with melanggar("batch_penyusun_bukan_pengesah"), tanpa_pemicu():
        ubah(
            "verval_batch",
            batch.pk,
            "status = 'disahkan', disahkan_pada = now(), disahkan_oleh_id = dibuat_oleh_id, jumlah = 1, sidik = 'x',"
            " nomor_surat = 'S', kode_verifikasi = 'K'",
        )


@pytest.mark.parametrize("jumlah", [2, 99])
def test_jumlah_yang_disahkan_sama_dengan_isi_berkas(jumlah, pabrik, pelaku):
    batch, _ = pabrik.dibundel()
    kepala = pelaku("kepala")
    with pytest.raises(IntegrityError, match="tidak sama dengan isi berkas"), atas_nama(kepala, "sahkan"):
        ubah(
            "verval_batch",
            batch.pk,
            f"status = 'disahkan', disahkan_pada = now(), disahkan_oleh_id = {kepala.pengguna_id}, jumlah = {jumlah},"
            " sidik = 'x', nomor_surat = 'S', kode_verifikasi = 'K'",
        )


def test_satu_usulan_sekali_dalam_satu_berkas(pabrik):
    batch, _ = pabrik.dibundel()
    with melanggar("item_batch_sekali"), transaction.atomic():
        salin("verval_itembatch", ItemBatch.objects.get(batch=batch).pk)


def test_nomor_surat_sekali_per_kabupaten(pabrik):
    satu, dua = (pabrik.dibundel()[0] for _ in range(2))
    with tanpa_pemicu():
        Batch.objects.filter(pk=satu.pk).update(nomor_surat="S/1")
    with melanggar("batch_nomor_surat"), tanpa_pemicu():
        Batch.objects.filter(pk=dua.pk).update(nomor_surat="S/1")


# --- sealing and adding at once, on real connections -----------------------------------------------------------------------


@pytest.fixture
def di_utas():
    with ThreadPoolExecutor(2) as kolam:

        def mulai(kerja):
            def bersih():
                try:
                    with seluruh_negeri():
                        return kerja()
                except (Ditolak, DatabaseError, psycopg2.DatabaseError) as galat:
                    return galat
                finally:
                    connection.close()

            return kolam.submit(bersih)

        yield mulai


def _tambah_langsung(usulan: Usulan, oleh):
    def kerja() -> int:
        with atas_nama(oleh, "buat"):
            return salin("usulan_usulan", usulan.pk, nik="9900000000000055", nomor_kk="9900000000000055", status="disusun")

    return kerja


@pytest.mark.django_db(transaction=True)
def test_nama_yang_datang_saat_daftar_disegel_ditolak(pabrik, pelaku, di_utas):
    """The seal is under way: who adds waits for it, and then finds the list closed."""
    usulan, oleh = pabrik.disusun()[0], pelaku("desa")
    pengajuan.setujui_forum(usulan.musyawarah, oleh=oleh)
    with transaction.atomic():
        pengajuan.ajukan(usulan.musyawarah, oleh=oleh, catatan_peringatan="Sudah diperiksa.")
        hasil = di_utas(_tambah_langsung(usulan, oleh))
        assert wait([hasil], timeout=0.4).not_done
    assert re.search("sudah disegel", str(hasil.result(20)))
    assert Usulan.objects.filter(musyawarah=usulan.musyawarah).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lewat", ["SQL", "formulir"])
def test_nama_yang_datang_lebih_dulu_ikut_dinilai_penyegelan(lewat, pabrik, pelaku, di_utas):
    """A name is being added: the seal waits for it, then finds a name without the forum's decision, and says so."""
    usulan, oleh = pabrik.disusun()[0], pelaku("desa")
    pengajuan.setujui_forum(usulan.musyawarah, oleh=oleh)
    with transaction.atomic():
        if lewat == "SQL":
            _tambah_langsung(usulan, oleh)()
        else:
            penyusunan.susun_keluarga(usulan.musyawarah, pabrik.anggota(), {"sk0": True}, oleh=oleh)
        hasil = di_utas(lambda: pengajuan.ajukan(usulan.musyawarah, oleh=oleh, catatan_peringatan="Sudah diperiksa."))
        assert wait([hasil], timeout=0.4).not_done
    assert "1 nama belum dicatat keputusan forumnya." in str(hasil.result(20))
    assert Musyawarah.objects.get(pk=usulan.musyawarah_id).status == "disusun"
    assert not Usulan.objects.filter(musyawarah=usulan.musyawarah, status="diajukan").exists()
