# The read tables of sanctions.

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "community", "case", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("community", models.BigIntegerField()),
                ("case", models.BigIntegerField()),
                ("member", models.BigIntegerField()),
                ("chat", models.BigIntegerField()),
                ("message", models.BigIntegerField()),
                ("text", models.BigIntegerField()),
                ("rule", models.TextField()),
                ("line", models.BigIntegerField()),
                ("breaches", models.BigIntegerField()),
                ("weight", models.BigIntegerField()),
                ("step", models.BigIntegerField()),
                ("acts", models.TextField()),
                ("until", models.BigIntegerField()),
                ("provisional", models.BigIntegerField()),
                ("confirm_by", models.BigIntegerField()),
                ("appeal_by", models.BigIntegerField()),
                ("version", models.BigIntegerField()),
                ("at", models.BigIntegerField()),
            ],
            options={
                "db_table": "sanctions_cases",
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "community", "case", "change", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("community", models.BigIntegerField()),
                ("case", models.BigIntegerField()),
                ("change", models.TextField()),
                ("by", models.BigIntegerField()),
                ("text", models.BigIntegerField()),
                ("due", models.BigIntegerField()),
                ("at", models.BigIntegerField()),
            ],
            options={
                "db_table": "sanctions_changes",
            },
        ),
    ]
