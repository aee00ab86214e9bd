"""The register of exports; whom a read was about, and the indexes that the auditor's questions need."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from dasar.jejak import sql_tanpa_hapus

# Who took what, and what for, is said once: only the file's making and its removal are written later.
TETAP = """
create trigger tetap before update on dasar_ekspor
  for each row when (
    row(old.kode, old.jenis, old.bentuk, old.penuh, old.tujuan, old.keterangan, old.saringan, old.argumen, old.pengguna,
        old.nama_pengguna, old.fungsi, old.wilayah, old.cakupan, old.dibuat_pada)
    is distinct from
    row(new.kode, new.jenis, new.bentuk, new.penuh, new.tujuan, new.keterangan, new.saringan, new.argumen, new.pengguna,
        new.nama_pengguna, new.fungsi, new.wilayah, new.cakupan, new.dibuat_pada))
  execute function dasar_tolak_hapus();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dasar", "0002_jejak"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ekspor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kode", models.CharField(db_collation="C", max_length=16, unique=True, verbose_name="kode tanda")),
                ("jenis", models.CharField(max_length=20)),
                ("bentuk", models.CharField(choices=[("xlsx", "Excel (.xlsx)"), ("csv", "CSV (.csv)")], max_length=4)),
                ("penuh", models.BooleanField(default=False, verbose_name="nomor lengkap")),
                (
                    "tujuan",
                    models.CharField(
                        choices=[
                            ("verifikasi_dokumen", "Verifikasi dokumen"),
                            ("pencocokan_dukcapil", "Pencocokan Dukcapil"),
                            ("layanan_pengaduan", "Layanan pengaduan"),
                            ("pemeriksaan_auditor", "Pemeriksaan auditor"),
                            ("lainnya", "Lainnya"),
                        ],
                        max_length=24,
                    ),
                ),
                ("keterangan", models.CharField(blank=True, default="", max_length=300)),
                ("saringan", models.CharField(max_length=400, verbose_name="saringan dalam kata")),
                ("argumen", models.JSONField(default=dict)),
                ("pengguna", models.BigIntegerField()),
                ("nama_pengguna", models.CharField(max_length=100)),
                ("fungsi", models.CharField(max_length=24)),
                ("wilayah", models.CharField(db_collation="C", max_length=10, verbose_name="wilayah tugas")),
                ("cakupan", models.CharField(db_collation="C", max_length=10, verbose_name="wilayah yang diekspor")),
                ("jumlah", models.IntegerField(null=True, verbose_name="baris")),
                ("dibuat_pada", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ("selesai_pada", models.DateTimeField(null=True)),
                ("kedaluwarsa_pada", models.DateTimeField(null=True)),
                ("dihapus_pada", models.DateTimeField(null=True, verbose_name="berkas dihapus")),
            ],
            options={
                "verbose_name": "ekspor",
                "verbose_name_plural": "ekspor",
            },
        ),
        migrations.AddField(
            model_name="jejak",
            name="subjek",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="jejak",
            index=models.Index(fields=["oleh", "id"], name="jejak_oleh"),
        ),
        migrations.AddIndex(
            model_name="jejak",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["pada"], name="jejak_pada", pages_per_range=32),
        ),
        migrations.AddIndex(
            model_name="jejak",
            index=models.Index(condition=models.Q(("subjek__isnull", False)), fields=["subjek", "id"], name="jejak_subjek"),
        ),
        migrations.AddIndex(
            model_name="jejak",
            index=models.Index(
                condition=models.Q(("ke__isnull", True)), fields=["langkah", "pada"], name="jejak_bukan_langkah"
            ),
        ),
        migrations.CreateModel(
            name="IsiEkspor",
            fields=[
                (
                    "ekspor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="isi",
                        serialize=False,
                        to="dasar.ekspor",
                    ),
                ),
                ("subjek", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
            options={
                "verbose_name": "isi ekspor",
                "verbose_name_plural": "isi ekspor",
            },
        ),
        migrations.AddField(
            model_name="ekspor",
            name="berkas",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dasar.berkas"
            ),
        ),
        migrations.AddField(
            model_name="ekspor",
            name="pekerjaan",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dasar.pekerjaan"
            ),
        ),
        migrations.AddIndex(
            model_name="ekspor",
            index=models.Index(fields=["pengguna", "id"], name="ekspor_pengguna"),
        ),
        migrations.AddIndex(
            model_name="ekspor",
            index=models.Index(
                condition=models.Q(("dihapus_pada__isnull", True)), fields=["kedaluwarsa_pada"], name="ekspor_kedaluwarsa"
            ),
        ),
        migrations.AddConstraint(
            model_name="ekspor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "tujuan__in",
                        ["verifikasi_dokumen", "pencocokan_dukcapil", "layanan_pengaduan", "pemeriksaan_auditor", "lainnya"],
                    )
                ),
                name="ekspor_bertujuan",
            ),
        ),
        migrations.AddConstraint(
            model_name="ekspor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("tujuan", "lainnya"), _negated=True), models.Q(("keterangan", ""), _negated=True), _connector="OR"
                ),
                name="ekspor_lainnya_berketerangan",
            ),
        ),
        migrations.AddConstraint(
            model_name="ekspor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("berkas__isnull", True),
                        ("jumlah__isnull", True),
                        ("kedaluwarsa_pada__isnull", True),
                        ("selesai_pada__isnull", True),
                    ),
                    models.Q(
                        ("berkas__isnull", False),
                        ("jumlah__isnull", False),
                        ("kedaluwarsa_pada__isnull", False),
                        ("selesai_pada__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="ekspor_selesai_utuh",
            ),
        ),
        migrations.AddConstraint(
            model_name="ekspor",
            constraint=models.CheckConstraint(
                condition=models.Q(("dihapus_pada__isnull", True), ("berkas__isnull", False), _connector="OR"),
                name="ekspor_hapus_berkas",
            ),
        ),
        migrations.RunSQL(sql_tanpa_hapus("dasar_ekspor"), migrations.RunSQL.noop),
        migrations.RunSQL(sql_tanpa_hapus("dasar_isiekspor", "update or delete"), migrations.RunSQL.noop),
        migrations.RunSQL(TETAP, migrations.RunSQL.noop),
    ]
