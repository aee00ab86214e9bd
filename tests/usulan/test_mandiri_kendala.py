"""What the database holds of self-registrations by itself."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from akun.models import Pemberitahuan
from dasar.jejak import SISTEM, atas_nama
from tests.basis_data import tanpa_pemicu
from usulan import verval_mandiri
from usulan.models import AnggotaPendaftaran, Pendaftaran, Usulan

pytestmark = pytest.mark.django_db


def test_basis_data_menolak_usulan_tanpa_musyawarah_di_luar_jalan_pasal_9(pabrik, pelaku):
    u = pabrik.disusun()[0]
    p = pabrik.pendaftaran()
    isi = {k.attname: getattr(u, k.attname) for k in Usulan._meta.concrete_fields if k.attname not in ("id", "nik")}
    isi |= {"nik": "9900000000000077", "musyawarah_id": None}
    for akun, langkah, lain in (
        ("desa", "buat", {}),
        ("desa", "buat", {"pendaftaran_id": p.pk}),
        # Not handed up yet: the village still has its days.
        (
            "kabupaten",
            "terima_mandiri",
            {"pendaftaran_id": p.pk, "status": "lengkap", "dibuat_oleh_id": p.pemohon_id, "diajukan_oleh_id": p.pemohon_id,
             "diajukan_pada": timezone.now(), "diperiksa_oleh_id": pelaku("kabupaten").pengguna_id, "diperiksa_pada": timezone.now()},
        ),
    ):  # fmt: skip
        with (
            pytest.raises(DatabaseError, match="usulan_saluran_bermusyawarah|usulan_berasal|tidak sah"),
            transaction.atomic(),
            atas_nama(pelaku(akun), langkah),
        ):
            Usulan.objects.create(**isi | lain)


def test_basis_data_menjaga_isi_pendaftaran_yang_sudah_dikirim(pabrik, pelaku):
    p = pabrik.pendaftaran()
    a = p.anggota.get()
    with pytest.raises(DatabaseError, match="sudah dikirim"), transaction.atomic():
        AnggotaPendaftaran.objects.filter(pk=a.pk).update(nama="DIUBAH")
    with pytest.raises(DatabaseError, match="sudah dikirim"), transaction.atomic():
        a.delete()
    with (
        pytest.raises(DatabaseError, match="tidak sah diubah"),
        transaction.atomic(),
        atas_nama(pelaku("desa"), "minta_perbaikan"),
    ):
        Pendaftaran.objects.filter(pk=p.pk).update(
            status="perbaikan", alasan="D01", alamat="DIUBAH",
            ditangani_oleh_id=pelaku("desa").pengguna_id, ditangani_pada=timezone.now(),
        )  # fmt: skip
    with (
        pytest.raises(IntegrityError, match="pendaftaran_dialihkan_bercap"),
        transaction.atomic(),
        atas_nama(SISTEM, "alihkan_tenggat"),
    ):
        Pendaftaran.objects.filter(pk=p.pk).update(status="dialihkan")


def test_yang_dibiarkan_kabupaten_naik_ke_kementerian_sekali_dan_tetap_menunggu(pabrik, pelaku, settings):
    p = pabrik.dialihkan()
    assert verval_mandiri.eskalasi_yang_macet() == []
    with tanpa_pemicu():
        lama = timezone.now() - dt.timedelta(days=settings.MANDIRI_HARI_KABUPATEN)
        Pendaftaran.objects.filter(pk=p.pk).update(dialihkan_pada=lama)
    assert verval_mandiri.eskalasi_yang_macet() == [p]
    assert verval_mandiri.eskalasi_yang_macet() == []
    alasan = p.alasan
    p.refresh_from_db()
    assert (p.status, p.alasan) == ("dialihkan", alasan) and p.dieskalasi_pada is not None
    kabar = Pemberitahuan.objects.filter(kalimat__contains="batas waktu verifikasi").values_list(
        "penerima__username", flat=True
    )
    assert {"kepala", "penilai"} <= set(kabar)
    assert Pemberitahuan.objects.filter(kalimat__contains="Kementerian Sosial sekarang", penerima=p.pemohon).count() == 1
    tolak = pytest.raises(DatabaseError, match="tanda batas waktu")
    with tolak, transaction.atomic(), atas_nama(pelaku("kabupaten"), "tolak"), connection.cursor() as kursor:
        kursor.execute(
            "update usulan_pendaftaran set status = 'ditolak', alasan = 'E01', dieskalasi_pada = null, ditangani_pada = now(),"
            " ditangani_oleh_id = %s where id = %s",
            [pelaku("kabupaten").pengguna_id, p.pk],
        )
