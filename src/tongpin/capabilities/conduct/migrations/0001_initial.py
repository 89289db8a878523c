# The read table of conduct.

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Breach",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "community", "n", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("community", models.BigIntegerField()),
                ("n", models.BigIntegerField()),
                ("member", models.BigIntegerField()),
                ("chat", models.BigIntegerField()),
                ("message", models.BigIntegerField()),
                ("text", models.BigIntegerField()),
                ("rule", models.TextField()),
                ("line", models.BigIntegerField()),
                ("measured", models.BigIntegerField()),
                ("limit", models.BigIntegerField()),
                ("also", models.TextField()),
                ("version", models.BigIntegerField()),
                ("at", models.BigIntegerField()),
            ],
            options={
                "db_table": "conduct_breaches",
            },
        ),
    ]
