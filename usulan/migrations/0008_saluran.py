"""Proposals without a deliberation: the way they came by, and who may make one of which way."""

from importlib import import_module

from django.db import migrations, models

from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak
from usulan.alur import ALUR

_pertama = import_module("usulan.migrations.0002_jejak")
_kepentingan = import_module("usulan.migrations.0004_kepentingan")
_mandiri = import_module("usulan.migrations.0007_jejak_mandiri")

# A list is filled by the forum's steps; what no deliberation carries is born by a step of its own way. A village and a citizen
# hand in resignations only: what an objection or an appeal asks for is the portal's to make.
ASAL = """
  if exists (
    select from baru b left join usulan_pendaftaran p on p.id = b.pendaftaran_id
     where case when l in ('terima_mandiri', 'terima_kemensos')
                then b.saluran <> 'mandiri' or b.musyawarah_id is not null or p.id is null or p.status <> 'dialihkan'
                     or p.wilayah_id <> b.wilayah_id or p.pemohon_id is distinct from b.dibuat_oleh_id
                     or p.pemohon_id is distinct from b.diajukan_oleh_id
                     or pelaku is distinct from case l when 'terima_mandiri' then b.diperiksa_oleh_id else b.diputus_oleh_id end
                     or b.verval_pusat <> (l = 'terima_kemensos')
                when l in ('terbitkan', 'terbitkan_layak')
                then b.saluran in ('musyawarah', 'mandiri') or b.verval_pusat
                     or f <> 'sistem' and b.saluran <> 'pengunduran'
                else b.saluran <> 'musyawarah' or b.verval_pusat end) then
    raise exception 'usulan_usulan: tidak sah tanpa musyawarah, kecuali melalui salurannya sendiri'
      using errcode = 'insufficient_privilege';
  end if;
"""

_TETAP = (
    "(l.musyawarah_id, l.pendaftaran_id, l.saluran, l.wilayah_id, l.dibuat_oleh_id, l.verval_pusat)"
    " is distinct from (b.musyawarah_id, b.pendaftaran_id, b.saluran, b.wilayah_id, b.dibuat_oleh_id, b.verval_pusat)"
)
TETAP_DAN_BERCAP = _mandiri.TETAP_DAN_BERCAP.replace(_mandiri._TETAP, _TETAP)


class Migration(migrations.Migration):
    dependencies = [("usulan", "0007_jejak_mandiri")]

    operations = [
        migrations.AddField(
            "usulan",
            "saluran",
            models.CharField(
                choices=[
                    ("musyawarah", "Musyawarah desa/kelurahan"),
                    ("sanggahan", "Hasil sanggahan"),
                    ("keberatan", "Keberatan yang diterima"),
                    ("pengunduran", "Pengunduran diri"),
                    ("mandiri", "Pendaftaran mandiri"),
                ],
                db_default="musyawarah",
                default="musyawarah",
                max_length=12,
                verbose_name="melalui",
            ),
        ),
        migrations.RemoveConstraint("usulan", "usulan_berasal"),
        migrations.AddConstraint(
            "usulan",
            models.CheckConstraint(
                condition=models.Q(("musyawarah__isnull", False), ("saluran", "musyawarah"))
                | models.Q(("musyawarah__isnull", True), ("pendaftaran__isnull", False), ("saluran", "mandiri"))
                | models.Q(
                    ("musyawarah__isnull", True),
                    ("pendaftaran__isnull", True),
                    ("saluran__in", ["sanggahan", "keberatan", "pengunduran"]),
                ),
                name="usulan_saluran_bermusyawarah",
            ),
        ),
        migrations.AddConstraint(
            "usulan",
            models.CheckConstraint(
                condition=models.Q(("saluran", "musyawarah"))
                | ~models.Q(("status__in", ["disusun", "disetujui_musdes", "ditolak_musdes", "dikembalikan"])),
                name="usulan_langsung_bukan_di_desa",
            ),
        ),
        migrations.AddIndex(
            "usulan",
            models.Index(
                condition=models.Q(("musyawarah__isnull", True), ("status", "diajukan")),
                fields=["wilayah", "id"],
                name="usulan_langsung_menunggu",
            ),
        ),
        pasang_jejak(
            "usulan_usulan",
            urai_alur(ALUR),
            _pertama.DAFTAR_TERBUKA + ASAL + _mandiri.PEMBUAT + _kepentingan.KELUARGA_SENDIRI,
            TETAP_DAN_BERCAP + _kepentingan.KELUARGA_SENDIRI,
            banyak_baris=True,
        ),
    ]
