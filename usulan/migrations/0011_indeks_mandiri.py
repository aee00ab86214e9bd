"""Of the log the few entries by which self-registrations were first sent: the monthly report counts them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("usulan", "0010_eskalasi_pendaftaran"), ("dasar", "0006_ekspor_pdf_dan_indeks")]

    operations = [
        migrations.RunSQL(
            "create index jejak_mandiri on dasar_jejak (pada, wilayah)"
            " where tabel = 'usulan_pendaftaran' and langkah = 'kirim' and dari = 'disusun'",
            "drop index jejak_mandiri",
        ),
    ]
