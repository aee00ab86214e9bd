from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dasar", "0004_bentuk_parquet")]

    operations = [
        migrations.AddField(model_name="pekerjaan", name="bagian", field=models.JSONField(default=dict)),
    ]
