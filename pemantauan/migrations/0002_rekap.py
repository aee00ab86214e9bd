"""Triggers that count, and the counts of what is there already."""

from django.db import migrations

from pemantauan.rekap import sql_pemicu, sql_susun


class Migration(migrations.Migration):
    dependencies = [
        ("pemantauan", "0001_initial"),
        ("usulan", "0005_tanpa_indeks_kembar"),
        ("dtks", "0003_cari_dan_asal"),
        ("dasar", "0003_ekspor"),
    ]

    operations = [
        migrations.RunSQL(sql_pemicu(), migrations.RunSQL.noop),
        migrations.RunSQL(sql_susun(), migrations.RunSQL.noop),
    ]
