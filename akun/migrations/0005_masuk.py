import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("akun", "0004_jejak_petugas"),
    ]

    operations = [
        migrations.CreateModel(
            name="PerangkatKode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="The human-readable name of this device.", max_length=64)),
                ("confirmed", models.BooleanField(default=True, help_text="Is this device ready for use?")),
                (
                    "throttling_failure_timestamp",
                    models.DateTimeField(
                        blank=True,
                        default=None,
                        help_text="A timestamp of the last failed verification attempt. Null if last attempt succeeded.",
                        null=True,
                    ),
                ),
                (
                    "throttling_failure_count",
                    models.PositiveIntegerField(default=0, help_text="Number of successive failed attempts."),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True,
                        help_text="The date and time when this device was initially created in the system.",
                        null=True,
                    ),
                ),
                (
                    "last_used_at",
                    models.DateTimeField(
                        blank=True, help_text="The most recent date and time this device was used.", null=True
                    ),
                ),
                ("rahasia", models.BinaryField()),
                ("langkah_terakhir", models.BigIntegerField(default=-1)),
                (
                    "user",
                    models.ForeignKey(
                        help_text="The user that this device belongs to.",
                        on_delete=django.db.models.deletion.CASCADE,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "aplikasi kode",
                "verbose_name_plural": "aplikasi kode",
            },
        ),
        migrations.CreateModel(
            name="Sesi",
            fields=[
                ("session_key", models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key")),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("alamat", models.CharField(blank=True, default="", max_length=45)),
                ("peramban", models.CharField(blank=True, default="", max_length=200)),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now)),
                ("terakhir", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "pengguna",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="sesi", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "perangkat",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="akun.perangkatkode"
                    ),
                ),
            ],
            options={
                "verbose_name": "sesi",
                "verbose_name_plural": "sesi",
            },
        ),
        migrations.CreateModel(
            name="TautanSandi",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sidik", models.CharField(max_length=64, unique=True)),
                ("dibuat_pada", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ("kedaluwarsa", models.DateTimeField()),
                ("selesai_pada", models.DateTimeField(null=True)),
                (
                    "dibuat_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "pengguna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tautan_sandi", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "tautan kata sandi",
                "verbose_name_plural": "tautan kata sandi",
            },
        ),
        migrations.CreateModel(
            name="Draf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jalur", models.CharField(max_length=500)),
                ("isi", models.BinaryField()),
                ("otomatis", models.BooleanField(default=False)),
                ("diubah", models.DateTimeField(default=django.utils.timezone.now)),
                ("kedaluwarsa", models.DateTimeField()),
                (
                    "pengguna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="draf", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "draf",
                "verbose_name_plural": "draf",
                "constraints": [models.UniqueConstraint(fields=("pengguna", "jalur"), name="satu_draf_per_alamat")],
            },
        ),
        migrations.CreateModel(
            name="KodePemulihan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nomor", models.PositiveSmallIntegerField()),
                ("sidik", models.CharField(max_length=128)),
                ("dibuat_pada", models.DateTimeField(default=django.utils.timezone.now)),
                ("dipakai_pada", models.DateTimeField(null=True)),
                (
                    "pengguna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="kode_pemulihan", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "kode pemulihan",
                "verbose_name_plural": "kode pemulihan",
                "constraints": [models.UniqueConstraint(fields=("pengguna", "nomor"), name="kode_pemulihan_bernomor")],
            },
        ),
        migrations.AddConstraint(
            model_name="perangkatkode",
            constraint=models.UniqueConstraint(fields=("user",), name="satu_perangkat_per_akun"),
        ),
    ]
