
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dtks', '0005_cari_lentur'),
    ]

    operations = [
        migrations.CreateModel(
            name='KepesertaanTerbatas',
            fields=[
                ('dari', models.IntegerField(verbose_name='berlaku dari bulan')),
                ('sampai', models.IntegerField(null=True, verbose_name='berlaku sampai sebelum bulan')),
                ('dibuka', models.BigIntegerField(verbose_name='dibuka oleh penetapan')),
                ('ditutup', models.BigIntegerField(null=True, verbose_name='ditutup oleh penetapan')),
                ('pk', models.CompositePrimaryKey('nik', 'program_id', 'dari', blank=True, editable=False, primary_key=True, serialize=False)),
                ('nik', models.CharField(db_collation='C', max_length=16, verbose_name='NIK')),
            ],
            options={
                'verbose_name': 'kepesertaan program yang ditugaskan',
                'verbose_name_plural': 'kepesertaan program yang ditugaskan',
                'db_table': 'dtks_kepesertaan_program',
                'managed': False,
            },
        ),
    ]
