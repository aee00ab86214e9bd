import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        django.contrib.postgres.operations.TrigramExtension(),
        migrations.CreateModel(
            name="Wilayah",
            fields=[
                (
                    "kode",
                    models.CharField(db_collation="C", max_length=10, primary_key=True, serialize=False, verbose_name="kode"),
                ),
                ("nama", models.CharField(max_length=80, verbose_name="nama")),
                (
                    "tingkat",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Negara"),
                            (1, "Provinsi"),
                            (2, "Kabupaten/kota"),
                            (3, "Kecamatan"),
                            (4, "Desa/kelurahan"),
                        ],
                        verbose_name="tingkat",
                    ),
                ),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("negara", "Negara"),
                            ("provinsi", "Provinsi"),
                            ("kabupaten", "Kabupaten"),
                            ("kota", "Kota"),
                            ("kecamatan", "Kecamatan"),
                            ("desa", "Desa"),
                            ("kelurahan", "Kelurahan"),
                            ("desa_adat", "Desa adat"),
                        ],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("kunci", models.CharField(editable=False, max_length=80, verbose_name="kunci nama")),
                ("berlaku_dari", models.DateField(verbose_name="berlaku dari")),
                ("berlaku_sampai", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                ("dasar_hukum", models.CharField(max_length=120, verbose_name="dasar hukum")),
                (
                    "induk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anak",
                        to="wilayah.wilayah",
                        verbose_name="induk",
                    ),
                ),
            ],
            options={
                "verbose_name": "wilayah",
                "verbose_name_plural": "wilayah",
                "ordering": ["kode"],
                "permissions": [
                    ("kelola_musyawarah", "Mengelola musyawarah desa/kelurahan"),
                    ("ajukan_usulan", "Mengajukan usulan hasil musyawarah"),
                    ("lihat_usulan", "Melihat usulan"),
                    ("periksa_kelengkapan", "Memeriksa kelengkapan usulan"),
                    ("putuskan_usulan", "Memutus kelayakan usulan"),
                    ("susun_batch", "Menyusun batch usulan"),
                    ("sahkan_batch", "Mengesahkan batch usulan"),
                    ("pantau_wilayah", "Memantau capaian wilayah"),
                    ("nilai_integritas", "Menilai integritas data"),
                    ("tetapkan_dtks", "Menetapkan DTKS"),
                    ("lihat_register", "Melihat register"),
                    ("kelola_pengguna", "Mengelola pengguna"),
                    ("lihat_jejak", "Melihat jejak peristiwa"),
                    ("kelola_rujukan", "Mengelola data rujukan"),
                ],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("kunci", name="gin_trgm_ops"), name="wilayah_kunci_trgm"
                    ),
                    models.Index(fields=["tingkat", "kode"], name="wilayah_tingkat_kode"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kode__regex", "^[0-9]+$")),
                        name="wilayah_kode_angka",
                        violation_error_message="Kode wilayah hanya berisi angka.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                django.db.models.lookups.Exact(django.db.models.functions.text.Length("kode"), 2),
                                ("tingkat", 0),
                                ("induk", None),
                                ("kode", "00"),
                            ),
                            models.Q(
                                django.db.models.lookups.Exact(django.db.models.functions.text.Length("kode"), 2),
                                ("tingkat", 1),
                                models.Q(("kode", "00"), _negated=True),
                                ("induk", "00"),
                                ("induk__isnull", False),
                            ),
                            models.Q(
                                django.db.models.lookups.Exact(django.db.models.functions.text.Length("kode"), 4),
                                ("tingkat", 2),
                                django.db.models.lookups.Exact(
                                    models.F("induk"), django.db.models.functions.text.Left("kode", 2)
                                ),
                                ("induk__isnull", False),
                            ),
                            models.Q(
                                django.db.models.lookups.Exact(django.db.models.functions.text.Length("kode"), 6),
                                ("tingkat", 3),
                                django.db.models.lookups.Exact(
                                    models.F("induk"), django.db.models.functions.text.Left("kode", 4)
                                ),
                                ("induk__isnull", False),
                            ),
                            models.Q(
                                django.db.models.lookups.Exact(django.db.models.functions.text.Length("kode"), 10),
                                ("tingkat", 4),
                                django.db.models.lookups.Exact(
                                    models.F("induk"), django.db.models.functions.text.Left("kode", 6)
                                ),
                                ("induk__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="wilayah_kode_setingkat",
                        violation_error_message="Panjang kode atau induk tidak sesuai dengan tingkat wilayah.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("jenis", "negara"), ("tingkat", 0)),
                            models.Q(("jenis", "provinsi"), ("tingkat", 1)),
                            models.Q(("jenis__in", ["kabupaten", "kota"]), ("tingkat", 2)),
                            models.Q(("jenis", "kecamatan"), ("tingkat", 3)),
                            models.Q(
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Substr("kode", 7, 1), models.Value("1")
                                ),
                                ("jenis", "kelurahan"),
                                ("tingkat", 4),
                            ),
                            models.Q(
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Substr("kode", 7, 1), models.Value("2")
                                ),
                                ("jenis", "desa"),
                                ("tingkat", 4),
                            ),
                            models.Q(
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Substr("kode", 7, 1), models.Value("3")
                                ),
                                ("jenis", "desa_adat"),
                                ("tingkat", 4),
                            ),
                            _connector="OR",
                        ),
                        name="wilayah_jenis_setingkat",
                        violation_error_message="Jenis tidak sesuai dengan tingkat wilayah.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("berlaku_sampai", None), ("berlaku_sampai__gte", models.F("berlaku_dari")), _connector="OR"
                        ),
                        name="wilayah_masa_berlaku_urut",
                        violation_error_message="Masa berlaku berakhir sebelum dimulai.",
                    ),
                ],
            },
        ),
    ]
