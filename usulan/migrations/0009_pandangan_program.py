
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('usulan', '0008_saluran'),
    ]

    operations = [
        migrations.CreateModel(
            name='UsulanTerhitung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jenis', models.CharField(choices=[('masuk', 'Masuk DTKS'), ('bansos', 'Bantuan sosial'), ('penghentian', 'Penghentian bantuan'), ('penonaktifan', 'Penonaktifan dari DTKS')], max_length=12)),
                ('status', models.CharField(choices=[('disusun', 'Draf'), ('disetujui_musdes', 'Disetujui musyawarah'), ('ditolak_musdes', 'Ditolak musyawarah'), ('dibatalkan', 'Dibatalkan'), ('diajukan', 'Menunggu pemeriksaan kelengkapan'), ('dikembalikan', 'Dikembalikan ke desa/kelurahan'), ('lengkap', 'Menunggu putusan verifikator'), ('layak', 'Layak'), ('tidak_layak', 'Tidak layak'), ('dibundel', 'Menunggu pengesahan kepala dinas'), ('disahkan', 'Disahkan kabupaten/kota'), ('diteruskan', 'Menunggu penilaian Kemensos'), ('dikembalikan_kab', 'Dikembalikan ke kabupaten/kota'), ('lolos', 'Menunggu penetapan'), ('ditetapkan', 'Ditetapkan')], max_length=20)),
                ('disahkan_pada', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'usulan program yang ditugaskan',
                'verbose_name_plural': 'usulan program yang ditugaskan',
                'db_table': 'usulan_usulan_program',
                'managed': False,
            },
        ),
    ]
