"""Proposals without a deliberation: the way they came by, and who may make one of which way."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from dasar.alur import urai_alur
from dasar.jejak import pasang_jejak
from usulan.alur import ALUR

_semula = import_module("usulan.migrations.0004_kepentingan")
_pertama = import_module("usulan.migrations.0002_jejak")

# A list is filled by the forum's steps, everything else by `terbitkan`; a village makes none but resignations, a citizen
# none that an objection or an appeal would have to decide.
SALURAN = """
  if exists (select from baru b where (b.saluran = 'musyawarah') = (coalesce(l, '') in ('terbitkan', 'terbitkan_layak'))
       or f = 'pengisi_desa' and b.saluran not in ('musyawarah', 'pengunduran')
       or f = 'warga' and b.saluran not in ('pengunduran', 'mandiri')) then
    raise exception 'usulan: langkah % oleh fungsi % melalui saluran ini tidak sah', l, f using errcode = 'insufficient_privilege';
  end if;
"""

TETAP = _semula.TETAP_DAN_BERCAP.replace(
    "l.musyawarah_id <> b.musyawarah_id", "l.musyawarah_id is distinct from b.musyawarah_id or l.saluran <> b.saluran"
)


class Migration(migrations.Migration):
    dependencies = [("usulan", "0005_tanpa_indeks_kembar")]

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
        migrations.AlterField(
            "usulan",
            "musyawarah",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="usulan",
                to="usulan.musyawarah",
            ),
        ),
        migrations.AddConstraint(
            "usulan",
            models.CheckConstraint(
                condition=models.Q(("musyawarah__isnull", False), ("saluran", "musyawarah"))
                | models.Q(
                    ("musyawarah__isnull", True), ("saluran__in", ["sanggahan", "keberatan", "pengunduran", "mandiri"])
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
            SALURAN + _pertama.DAFTAR_TERBUKA + _semula.PEMBUAT + _semula.KELUARGA_SENDIRI,
            TETAP + _semula.KELUARGA_SENDIRI,
            banyak_baris=True,
        ),
    ]
