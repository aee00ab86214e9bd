import django.contrib.postgres.constraints
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("akun", "0002_jejak"),
        ("dasar", "0002_jejak"),
        ("wilayah", "0001_initial"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="Pakta",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("versi", models.CharField(max_length=12)),
                ("teks", models.TextField()),
                ("nama", models.CharField(max_length=100, verbose_name="nama penanda tangan")),
                ("pada", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                "verbose_name": "pakta integritas",
                "verbose_name_plural": "pakta integritas",
            },
        ),
        migrations.CreateModel(
            name="PemberitahuanMasa",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ambang", models.SmallIntegerField()),
                ("pada", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                "verbose_name": "pemberitahuan masa tugas",
                "verbose_name_plural": "pemberitahuan masa tugas",
            },
        ),
        migrations.CreateModel(
            name="Pengecualian",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nik", models.CharField(db_collation="C", max_length=16, verbose_name="NIK")),
                (
                    "jenis",
                    models.CharField(
                        choices=[("sdm_kesos", "Tercatat sebagai SDM Kesos"), ("terdaftar", "Terdaftar dalam DTKS")],
                        max_length=12,
                    ),
                ),
                ("nomor_berkas", models.CharField(max_length=80, verbose_name="nomor berkas")),
                ("dasar", models.TextField(verbose_name="alasan pengecualian")),
                ("berlaku_sampai", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[("berlaku", "Berlaku"), ("dicabut", "Dicabut")], default="berlaku", max_length=20
                    ),
                ),
                ("alasan", models.CharField(blank=True, default="", max_length=80)),
                ("catatan", models.TextField(blank=True, default="")),
                ("dibuat_pada", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                "verbose_name": "pengecualian",
                "verbose_name_plural": "pengecualian",
            },
        ),
        migrations.CreateModel(
            name="SdmKesos",
            fields=[
                (
                    "nik",
                    models.CharField(db_collation="C", max_length=16, primary_key=True, serialize=False, verbose_name="NIK"),
                ),
                ("nama", models.CharField(max_length=100)),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("PKH", "Pendamping PKH"),
                            ("TKSK", "Tenaga Kesejahteraan Sosial Kecamatan"),
                            ("TAGANA", "Taruna Siaga Bencana"),
                            ("PSM", "Pekerja Sosial Masyarakat"),
                            ("LAIN", "Lainnya"),
                        ],
                        max_length=8,
                    ),
                ),
                ("aktif", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name": "SDM Kesos",
                "verbose_name_plural": "SDM Kesos",
            },
        ),
        migrations.CreateModel(
            name="TemuanKelayakan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "jenis",
                    models.CharField(
                        choices=[("sdm_kesos", "Tercatat sebagai SDM Kesos"), ("terdaftar", "Terdaftar dalam DTKS")],
                        max_length=12,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("terbuka", "Perlu ditindaklanjuti"),
                            ("dikecualikan", "Dikecualikan Pusdatin"),
                            ("selesai", "Selesai"),
                        ],
                        default="terbuka",
                        max_length=20,
                    ),
                ),
                ("alasan", models.CharField(blank=True, default="", max_length=80)),
                ("catatan", models.TextField(blank=True, default="")),
                ("ditemukan_pada", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                "verbose_name": "temuan kelayakan",
                "verbose_name_plural": "temuan kelayakan",
            },
        ),
        migrations.CreateModel(
            name="Undangan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sidik", models.CharField(db_collation="C", max_length=64, unique=True)),
                ("surel", models.EmailField(blank=True, default="", max_length=254)),
                ("dibuat_pada", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ("kedaluwarsa_pada", models.DateTimeField()),
                ("dipakai_pada", models.DateTimeField(null=True)),
                ("dicabut_pada", models.DateTimeField(null=True)),
                ("salah", models.SmallIntegerField(db_default=0, default=0, verbose_name="salah menyebut NIK")),
            ],
            options={
                "verbose_name": "undangan",
                "verbose_name_plural": "undangan",
            },
        ),
        migrations.RemoveConstraint(
            model_name="penugasan",
            name="penugasan_status_dikenal",
        ),
        migrations.AddField(
            model_name="penugasan",
            name="berkas_sk",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dasar.berkas"
            ),
        ),
        migrations.AddField(
            model_name="penugasan",
            name="menggantikan",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="penerus", to="akun.penugasan"
            ),
        ),
        migrations.AddField(
            model_name="penugasan",
            name="pelaksana",
            field=models.BooleanField(db_default=False, default=False, verbose_name="pelaksana tugas"),
        ),
        migrations.AlterField(
            model_name="penugasan",
            name="status",
            field=models.CharField(
                choices=[
                    ("diundang", "Diundang"),
                    ("aktif", "Aktif"),
                    ("ditangguhkan", "Ditangguhkan"),
                    ("berakhir", "Berakhir"),
                    ("dibatalkan", "Undangan dibatalkan"),
                    ("kedaluwarsa", "Undangan kedaluwarsa"),
                ],
                default="aktif",
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="penugasan",
            index=models.Index(fields=["wilayah", "status"], name="penugasan_wilayah_status"),
        ),
        migrations.AddIndex(
            model_name="penugasan",
            index=models.Index(
                condition=models.Q(("status__in", ("diundang", "aktif", "ditangguhkan"))),
                fields=["selesai"],
                name="penugasan_selesai",
            ),
        ),
        migrations.AddConstraint(
            model_name="penugasan",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("status__in", ("diundang", "aktif", "ditangguhkan"))),
                expressions=[
                    ("pengguna", "="),
                    (models.Func(models.F("mulai"), models.F("selesai"), models.Value("[]"), function="daterange"), "&&"),
                ],
                name="satu_fungsi_per_masa_akun",
            ),
        ),
        migrations.AddConstraint(
            model_name="penugasan",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("status__in", ("diundang", "aktif", "ditangguhkan"))),
                expressions=[
                    ("nik", "="),
                    (models.Func(models.F("mulai"), models.F("selesai"), models.Value("[]"), function="daterange"), "&&"),
                ],
                name="satu_fungsi_per_masa_orang",
            ),
        ),
        migrations.AddConstraint(
            model_name="penugasan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("fungsi", "kepala"), ("pelaksana", False), ("status", "aktif")),
                fields=("wilayah",),
                name="satu_kepala_definitif",
            ),
        ),
        migrations.AddConstraint(
            model_name="penugasan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("fungsi", "kepala"), ("pelaksana", True), ("status", "aktif")),
                fields=("wilayah",),
                name="satu_kepala_pelaksana",
            ),
        ),
        migrations.AddConstraint(
            model_name="penugasan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("diundang", "aktif", "ditangguhkan"))),
                fields=("menggantikan",),
                name="satu_penerus",
            ),
        ),
        migrations.AddConstraint(
            model_name="penugasan",
            constraint=models.CheckConstraint(
                condition=models.Q(("pelaksana", False), ("fungsi", "kepala"), _connector="OR"), name="pelaksana_hanya_kepala"
            ),
        ),
        migrations.AddConstraint(
            model_name="penugasan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["diundang", "aktif", "ditangguhkan", "berakhir", "dibatalkan", "kedaluwarsa"])
                ),
                name="penugasan_status_dikenal",
            ),
        ),
        migrations.AddField(
            model_name="pakta",
            name="penugasan",
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="pakta", to="akun.penugasan"),
        ),
        migrations.AddField(
            model_name="pemberitahuanmasa",
            name="penugasan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pemberitahuan", to="akun.penugasan"
            ),
        ),
        migrations.AddField(
            model_name="pengecualian",
            name="wilayah",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wilayah.wilayah"),
        ),
        migrations.AddConstraint(
            model_name="sdmkesos",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("nik__regex", "^[0-9]+$"),
                    django.db.models.lookups.Exact(django.db.models.functions.text.Length("nik"), 16),
                ),
                name="sdm_kesos_nik_16",
            ),
        ),
        migrations.AddConstraint(
            model_name="sdmkesos",
            constraint=models.CheckConstraint(
                condition=models.Q(("jenis__in", ["PKH", "TKSK", "TAGANA", "PSM", "LAIN"])), name="sdm_kesos_jenis_dikenal"
            ),
        ),
        migrations.AddField(
            model_name="temuankelayakan",
            name="penugasan",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="temuan", to="akun.penugasan"),
        ),
        migrations.AddField(
            model_name="temuankelayakan",
            name="wilayah",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wilayah.wilayah"),
        ),
        migrations.AddField(
            model_name="undangan",
            name="penugasan",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="undangan", to="akun.penugasan"),
        ),
        migrations.AddConstraint(
            model_name="pakta",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("teks", ""), _negated=True), models.Q(("versi", ""), _negated=True)),
                name="pakta_berisi",
            ),
        ),
        migrations.AddConstraint(
            model_name="pemberitahuanmasa",
            constraint=models.UniqueConstraint(fields=("penugasan", "ambang"), name="pemberitahuan_sekali"),
        ),
        migrations.AddIndex(
            model_name="pengecualian",
            index=models.Index(condition=models.Q(("status", "berlaku")), fields=["nik"], name="pengecualian_berlaku"),
        ),
        migrations.AddConstraint(
            model_name="pengecualian",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("nik__regex", "^[0-9]+$"),
                    django.db.models.lookups.Exact(django.db.models.functions.text.Length("nik"), 16),
                ),
                name="pengecualian_nik_16",
            ),
        ),
        migrations.AddConstraint(
            model_name="pengecualian",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("nomor_berkas", ""), _negated=True), models.Q(("dasar", ""), _negated=True)),
                name="pengecualian_berdokumen",
            ),
        ),
        migrations.AddConstraint(
            model_name="pengecualian",
            constraint=models.CheckConstraint(
                condition=models.Q(("jenis__in", ["sdm_kesos", "terdaftar"])), name="pengecualian_jenis_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="pengecualian",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["berlaku", "dicabut"])), name="pengecualian_status_dikenal"
            ),
        ),
        migrations.AddIndex(
            model_name="temuankelayakan",
            index=models.Index(condition=models.Q(("status", "terbuka")), fields=["wilayah"], name="temuan_terbuka"),
        ),
        migrations.AddConstraint(
            model_name="temuankelayakan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "terbuka")), fields=("penugasan", "jenis"), name="temuan_satu_terbuka"
            ),
        ),
        migrations.AddConstraint(
            model_name="temuankelayakan",
            constraint=models.CheckConstraint(
                condition=models.Q(("jenis__in", ["sdm_kesos", "terdaftar"])), name="temuan_jenis_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="temuankelayakan",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["terbuka", "dikecualikan", "selesai"])), name="temuan_status_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="undangan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dicabut_pada__isnull", True), ("dipakai_pada__isnull", True)),
                fields=("penugasan",),
                name="undangan_satu_tautan",
            ),
        ),
        migrations.AddConstraint(
            model_name="undangan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dipakai_pada__isnull", False)), fields=("penugasan",), name="undangan_dipakai_sekali"
            ),
        ),
        migrations.AddConstraint(
            model_name="undangan",
            constraint=models.CheckConstraint(
                condition=models.Q(("dipakai_pada__isnull", True), ("dicabut_pada__isnull", True), _connector="OR"),
                name="undangan_satu_akhir",
            ),
        ),
        migrations.AddConstraint(
            model_name="undangan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dipakai_pada__isnull", True), ("dipakai_pada__lte", models.F("kedaluwarsa_pada")), _connector="OR"
                ),
                name="undangan_dipakai_selagi_berlaku",
            ),
        ),
    ]
