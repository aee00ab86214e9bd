"""A registration that nobody looked at in its days goes to Pusdatin, and decides itself in no way."""

import datetime as dt

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from akun import persetujuan, tenggat
from akun.models import Pemberitahuan, Pendaftaran
from dasar.galat import Ditolak
from dasar.jejak import atas_nama
from tests.basis_data import tanpa_pemicu
from tests.fixtures.warga import isi_sampai_kirim

pytestmark = pytest.mark.django_db


@pytest.fixture
def menunggu(settings, tmp_path) -> Pendaftaran:
    settings.MEDIA_ROOT = tmp_path
    isi_sampai_kirim(Client())
    return Pendaftaran.objects.get()


def tua(p: Pendaftaran, hari: int) -> None:
    with tanpa_pemicu():
        Pendaftaran.objects.filter(pk=p.pk).update(diajukan_pada=timezone.now() - dt.timedelta(days=hari))


def test_yang_lewat_batas_naik_ke_pusdatin_sekali_dan_tidak_diputus_sendiri(
    menunggu, pelaku, masuk, settings, django_capture_on_commit_callbacks
):
    pusdatin, alamat = pelaku("pusdatin"), f"/pendaftaran/{menunggu.pk}/"
    tua(menunggu, settings.PENDAFTARAN_HARI)
    assert tenggat.eskalasi() == [] and masuk("pusdatin").get(alamat).status_code == 404
    with pytest.raises(Ditolak, match="sudah diputus"):
        persetujuan.tolak(menunggu, ["K01"], oleh=pusdatin)
    tua(menunggu, settings.PENDAFTARAN_HARI + 1)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert tenggat.eskalasi() == [menunggu]
        assert tenggat.eskalasi() == []
    menunggu.refresh_from_db()
    assert menunggu.status == "menunggu" and menunggu.dieskalasi_pada is not None
    kepada = set(Pemberitahuan.objects.filter(jenis="tugas").values_list("penerima__username", flat=True))
    assert kepada == {"pusdatin", "admin.kab", "kepala"}
    assert [s.to for s in mail.outbox] == [[menunggu.surel]] and "tidak perlu mendaftar lagi" in mail.outbox[0].body
    assert "Pendaftaran warga menunggu diperiksa" in masuk("pusdatin").get("/beranda/").content.decode()
    assert masuk("pusdatin").get(alamat).status_code == 200
    # Both levels may act now; the first to do so decides.
    persetujuan.setujui(menunggu, oleh=pusdatin)
    menunggu.refresh_from_db()
    assert menunggu.diputus_oleh_id == pusdatin.pengguna_id
    assert masuk("desa").get("/pendaftaran/").status_code == 404


def test_tanda_batas_waktu_hanya_ditulis_sistem(menunggu, pelaku):
    admin = pelaku("admin.kab")
    tolak = pytest.raises(DatabaseError, match="tanda batas waktu")
    with tolak, transaction.atomic(), atas_nama(admin, "tolak_pendaftaran"), connection.cursor() as kursor:
        kursor.execute(
            "update akun_pendaftaran set status = 'ditolak', alasan = 'K01', diputus_pada = now(), diputus_oleh_id = %s,"
            " dieskalasi_pada = now() where id = %s",
            [admin.pengguna_id, menunggu.pk],
        )
