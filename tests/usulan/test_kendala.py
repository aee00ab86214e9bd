"""Every constraint broken by raw SQL, and named by the database.

Column values are broken behind the triggers' back, so that it is the constraint itself that answers; rules that span rows are
broken by the very officer whose step it is.
"""

import datetime as dt
import json
import re
from concurrent.futures import ThreadPoolExecutor, wait

import psycopg2
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from dasar.galat import Ditolak
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import SISTEM, atas_nama
from dasar.periode import berikut, periode_kini, sebelum
from dtks.register.models import Individu, Keluarga, Kepesertaan
from penetapan.models import Penetapan, RekapPenetapan
from tests.basis_data import sebagai_pemilik, tanpa_pemicu
from usulan import pengajuan, penyusunan
from usulan.models import DokumenMusyawarah, Musyawarah, Survei, Usulan
from verval.models import Batch, ItemBatch

pytestmark = pytest.mark.django_db


def _salin(tabel: str, asal: int, **isi: object) -> int:
    """A copy of a row with other values, by one INSERT; without triggers only when the caller says so."""
    with seluruh_negeri(), connection.cursor() as kursor:
        kursor.execute(
            f"insert into {tabel} select (jsonb_populate_record(t, jsonb_build_object('id', nextval("
            f"pg_get_serial_sequence('{tabel}', 'id'))) || %s)).* from {tabel} t where id = %s returning id",
            [json.dumps(isi), asal],
        )
        return kursor.fetchone()[0]


def _ubah(tabel: str, nomor: int, isi: str) -> None:
    with connection.cursor() as kursor:
        kursor.execute(f"update {tabel} set {isi} where id = %s", [nomor])
        assert kursor.rowcount == 1


def _melanggar(kendala: str):
    return pytest.raises(IntegrityError, match=f'"{kendala}"')


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
        _ubah("usulan_usulan", usulan.pk, f"status = 'ditetapkan', ditetapkan_periode = 202611, {isi}")
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
    with _melanggar(kendala), tanpa_pemicu():
        _ubah("usulan_usulan", usulan.pk, isi)


@pytest.mark.parametrize("cap", CAP)
@pytest.mark.parametrize("bagian", ["pada", "oleh_id"])
def test_cap_usulan_utuh_atau_tidak_ada(cap, bagian, bercap):
    with _melanggar(f"usulan_{cap}_bercap"), tanpa_pemicu():
        _ubah("usulan_usulan", bercap.pk, f"{cap}_{bagian} = null")


BUTUH_CAP = [("diajukan", "diajukan"), ("diajukan", "dikembalikan"), ("diperiksa", "lengkap"), ("diputus", "layak")]
BUTUH_CAP += [("diputus", "tidak_layak"), ("diputus", "dibundel"), ("disahkan", "disahkan"), ("disahkan", "diteruskan")]
BUTUH_CAP += [("dinilai", "lolos"), ("dinilai", "dikembalikan_kab"), ("ditetapkan", "ditetapkan")]


@pytest.mark.parametrize(("cap", "status"), BUTUH_CAP)
def test_keadaan_usulan_menuntut_capnya(cap, status, bercap):
    periode = 202611 if status == "ditetapkan" else "null"
    with _melanggar(f"usulan_{cap}_bercap"), tanpa_pemicu():
        _ubah(
            "usulan_usulan",
            bercap.pk,
            f"status = '{status}', ditetapkan_periode = {periode}, {cap}_pada = null, {cap}_oleh_id = null",
        )


def test_ditetapkan_tanpa_bulan_ditolak(bercap):
    with _melanggar("usulan_ditetapkan_berperiode"), tanpa_pemicu():
        _ubah("usulan_usulan", bercap.pk, "ditetapkan_periode = null")


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
    with _melanggar(kendala), tanpa_pemicu():
        _ubah("usulan_usulan", bercap.pk, f"{tangan}_oleh_id = {juga}_oleh_id")


def test_satu_usulan_terbuka_per_orang_dan_program(usulan, pelaku):
    with _melanggar("usulan_satu_terbuka"), atas_nama(pelaku("desa"), "buat"):
        _salin("usulan_usulan", usulan.pk)
    with atas_nama(pelaku("desa"), "buat"):
        assert _salin("usulan_usulan", usulan.pk, program_id="BPNT")


def test_satu_usulan_terbuka_di_seluruh_negeri(pabrik, pelaku):
    asal, lain = pabrik.disusun("desa")[0], pabrik.musyawarah("desa2")
    oleh = pelaku("desa2")
    with _melanggar("usulan_satu_terbuka"), atas_nama(oleh, "buat"):
        _salin("usulan_usulan", asal.pk, musyawarah_id=lain.pk, wilayah_id=oleh.wilayah, dibuat_oleh_id=oleh.pengguna_id)


@pytest.mark.parametrize("akhir", ["dibatalkan", "ditolak_musdes"])
def test_setelah_berakhir_orang_itu_dapat_diusulkan_lagi(akhir, usulan, pelaku):
    langkah = {"dibatalkan": "batalkan", "ditolak_musdes": "tolak_musdes"}[akhir]
    with atas_nama(pelaku("desa"), langkah):
        _ubah("usulan_usulan", usulan.pk, f"status = '{akhir}', alasan = 'B01'")
    with atas_nama(pelaku("desa"), "buat"):
        assert _salin("usulan_usulan", usulan.pk, status="disusun", alasan="")


def test_usulan_ditetapkan_tidak_menghalangi_usulan_berikutnya(bercap, pelaku):
    kosong = {f"{n}_{b}": None for n in CAP for b in ("pada", "oleh_id")}
    with atas_nama(pelaku("desa"), "buat"):
        assert _salin("usulan_usulan", bercap.pk, status="disusun", ditetapkan_periode=None, **kosong)


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
    with _melanggar(kendala), tanpa_pemicu():
        _ubah("usulan_musyawarah", pabrik.musyawarah(dokumen=False).pk, isi)


def test_nomor_berita_acara_sekali_per_desa(pabrik, pelaku):
    musyawarah = pabrik.musyawarah(dokumen=False)
    with _melanggar("musyawarah_nomor_ba"), atas_nama(pelaku("desa"), "buat"):
        _salin("usulan_musyawarah", musyawarah.pk)


def test_daftar_yang_disegel_menolak_nama_baru(pabrik, pelaku):
    usulan = pabrik.diajukan()[0]
    with pytest.raises(IntegrityError, match="sudah disegel bersama musyawarahnya"), atas_nama(pelaku("desa"), "buat"):
        kosong = {"diajukan_pada": None, "diajukan_oleh_id": None, "status": "disusun"}
        _salin("usulan_usulan", usulan.pk, nik="9900000000000077", **kosong)


def test_nama_dari_desa_lain_tidak_masuk_ke_daftar(usulan, pelaku):
    with pytest.raises(IntegrityError, match="sudah disegel"), atas_nama(pelaku("admin.kab"), "buat"):
        _salin("usulan_usulan", usulan.pk, nik="9900000000000077", wilayah_id="1209212002")


def _serahkan(musyawarah: Musyawarah, oleh) -> None:
    with atas_nama(oleh, "ajukan"):
        _ubah(
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
        _ubah("usulan_usulan", usulan.pk, f"status = 'diajukan', diajukan_pada = now(), diajukan_oleh_id = {oleh}")
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
        with _melanggar("dokumen_satu_berlaku"), transaction.atomic():
            _salin("usulan_dokumenmusyawarah", musyawarah.dokumen.get(jenis=jenis).pk)
    assert _salin("usulan_dokumenmusyawarah", musyawarah.dokumen.get(jenis="foto_kegiatan").pk)
    with _melanggar("dokumen_jenis_dikenal"), transaction.atomic():
        _salin("usulan_dokumenmusyawarah", musyawarah.dokumen.get(jenis="berita_acara").pk, jenis="kuitansi")


@pytest.mark.parametrize(
    ("kendala", "isi"), [("survei_persen_pangan", "persen_pangan = 101"), ("survei_kk_16", "nomor_kk = '99'")]
)
def test_kendala_survei(kendala, isi, usulan):
    with _melanggar(kendala), transaction.atomic():
        _ubah("usulan_survei", Survei.objects.get(musyawarah=usulan.musyawarah).pk, isi)


def test_satu_survei_per_keluarga_dan_musyawarah(usulan):
    with _melanggar("survei_satu_per_keluarga"), transaction.atomic():
        _salin("usulan_survei", Survei.objects.get(musyawarah=usulan.musyawarah).pk)


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
        _ubah("verval_batch", batch.pk, isi)


def test_penyusun_berkas_tidak_mengesahkannya(pabrik):
    batch, _ = pabrik.dibundel()
    with _melanggar("batch_penyusun_bukan_pengesah"), tanpa_pemicu():
        _ubah(
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
        _ubah(
            "verval_batch",
            batch.pk,
            f"status = 'disahkan', disahkan_pada = now(), disahkan_oleh_id = {kepala.pengguna_id}, jumlah = {jumlah},"
            " sidik = 'x', nomor_surat = 'S', kode_verifikasi = 'K'",
        )


def test_satu_usulan_sekali_dalam_satu_berkas(pabrik):
    batch, _ = pabrik.dibundel()
    with _melanggar("item_batch_sekali"), transaction.atomic():
        _salin("verval_itembatch", ItemBatch.objects.get(batch=batch).pk)


def test_nomor_surat_sekali_per_kabupaten(pabrik):
    satu, dua = (pabrik.dibundel()[0] for _ in range(2))
    with tanpa_pemicu():
        Batch.objects.filter(pk=satu.pk).update(nomor_surat="S/1")
    with _melanggar("batch_nomor_surat"), tanpa_pemicu():
        Batch.objects.filter(pk=dua.pk).update(nomor_surat="S/1")


# --- the register and the determinations ----------------------------------------------------------------------------------


@pytest.fixture
def terdaftar(pabrik):
    """A person in force in the register, since last month."""
    penetapan, usulan = pabrik.ditetapkan()
    return penetapan, Individu.objects.get(nik=usulan[0].nik)


def _tanpa_penjaga(model) -> None:
    """Put the triggers of the register to sleep, so that the constraint below them is what answers."""
    with sebagai_pemilik() as kursor:
        kursor.execute("set constraints all immediate")
        kursor.execute(f"alter table {model._meta.db_table} disable trigger user")
        kursor.execute("set constraints all deferred")


def _sisip(model, asal, **isi: object) -> None:
    nilai = {k.column: getattr(asal, k.attname) for k in model._meta.local_concrete_fields if not k.generated} | isi
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(
            f"insert into {model._meta.db_table} ({', '.join(nilai)}) values ({', '.join(['%s'] * len(nilai))})",
            list(nilai.values()),
        )


@pytest.mark.parametrize("model", [Individu, Keluarga, Kepesertaan])
def test_satu_versi_berlaku_dan_masa_yang_urut(model, terdaftar):
    penetapan, orang = terdaftar
    _tanpa_penjaga(model)
    saring = {"nomor_kk": orang.nomor_kk} if model is Keluarga else {"nik": orang.nik}
    asal = model.objects.get(**saring)
    nama, dari = model._meta.model_name, asal.dari
    with _melanggar(f"{nama}_satu_berlaku"):
        _sisip(model, asal, dari=berikut(dari))
    for sampai in (dari, sebelum(dari)):
        with _melanggar(f"{nama}_masa_urut"):
            _sisip(model, asal, dari=dari, sampai=sampai, ditutup=penetapan.pk)
    lama = sebelum(dari)
    with _melanggar(f"{nama}_tutup_berketetapan"):
        _sisip(model, asal, dari=lama, sampai=dari)
    with _melanggar(f"{nama}_tutup_berketetapan"):
        _sisip(model, asal, dari=berikut(dari), ditutup=penetapan.pk)
    _sisip(model, asal, dari=lama, sampai=dari, ditutup=penetapan.pk)
    assert model.objects.filter(**saring).count() == 2


@pytest.mark.parametrize("kolom", ["dibuka", "ditutup"])
@pytest.mark.parametrize("model", [Individu, Keluarga, Kepesertaan])
def test_setiap_versi_menunjuk_penetapannya(model, kolom, terdaftar):
    _tanpa_penjaga(model)
    with pytest.raises(IntegrityError, match=f"{model._meta.db_table}_{kolom}_fk"), connection.cursor() as kursor:
        sampai = ", sampai = 299901" if kolom == "ditutup" else ""
        kursor.execute(f"update {model._meta.db_table} set {kolom} = -1 {sampai}")
        kursor.execute("set constraints all immediate")


@pytest.mark.parametrize(
    ("kendala", "model", "isi"),
    [
        ("individu_nik_16", Individu, {"nik": "99"}),
        ("individu_nik_16", Individu, {"nik": "99000000000000O1"}),
        ("individu_kk_16", Individu, {"nik": "9900000000000001", "nomor_kk": "99"}),
        ("keluarga_kk_16", Keluarga, {"nomor_kk": "990000000000000"}),
    ],
)
def test_nik_dan_kk_register_enam_belas_angka(kendala, model, isi, terdaftar):
    _, orang = terdaftar
    asal = model.objects.get(nomor_kk=orang.nomor_kk)
    with _melanggar(kendala):
        _sisip(model, asal, **isi)


def _tetapkan(asal: Penetapan, periode: int) -> None:
    with atas_nama(SISTEM, "tetapkan"):
        _salin("penetapan_penetapan", asal.pk, periode=periode, nomor_sk=f"SK/{periode}", kode_verifikasi=f"K{periode}")


def test_penetapan_hanya_bulan_sesudah_yang_terakhir(pabrik):
    dua_lalu = sebelum(sebelum(periode_kini()))
    asal, _ = pabrik.ditetapkan(periode=dua_lalu)
    for periode in (sebelum(dua_lalu), berikut(berikut(dua_lalu)), berikut(periode_kini()), 209912):
        with pytest.raises(IntegrityError, match="penetapan tidak berurutan bulan"):
            _tetapkan(asal, periode)
    with pytest.raises(IntegrityError, match="penetapan_penetapan_periode"):
        _tetapkan(asal, dua_lalu)
    _tetapkan(asal, berikut(dua_lalu))
    _tetapkan(asal, periode_kini())


@pytest.mark.parametrize("periode", [202012, 300001])
def test_periode_penetapan_masuk_akal(periode, terdaftar):
    with pytest.raises(IntegrityError, match="penetapan_periode_masuk_akal"), tanpa_pemicu():
        _ubah("penetapan_penetapan", terdaftar[0].pk, f"periode = {periode}")


@pytest.mark.parametrize("isi", ["periode = 202101", "nomor_sk = 'lain'", "ditetapkan_oleh_id = ditetapkan_oleh_id + 1"])
def test_yang_sudah_ditetapkan_tidak_ditulis_ulang(isi, terdaftar, pelaku):
    with pytest.raises(IntegrityError, match="penetapan tidak diubah"), atas_nama(pelaku("menteri"), "lampirkan"):
        _ubah("penetapan_penetapan", terdaftar[0].pk, isi)


def test_rekap_sekali_dan_tidak_negatif(terdaftar):
    rekap = RekapPenetapan.objects.filter(penetapan=terdaftar[0]).first()
    with _melanggar("rekap_sekali"), transaction.atomic():
        _salin("penetapan_rekappenetapan", rekap.pk)
    with _melanggar("rekap_tidak_negatif"), transaction.atomic():
        _ubah("penetapan_rekappenetapan", rekap.pk, "aktif = -1")


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
            return _salin("usulan_usulan", usulan.pk, nik="9900000000000055", nomor_kk="9900000000000055", status="disusun")

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
