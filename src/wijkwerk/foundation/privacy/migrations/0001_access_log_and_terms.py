import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_the_municipality"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("about_kind", models.CharField(max_length=60)),
                ("about_id", models.BigIntegerField()),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_id", models.BigIntegerField()),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("why", models.CharField(max_length=200)),
                ("quarter", models.BigIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["municipality", "-at", "-id"], name="reading_newest"),
                    models.Index(fields=["municipality", "about_kind", "about_id", "-at", "-id"], name="reading_about"),
                    models.Index(fields=["municipality", "actor_kind", "actor_id", "-at", "-id"], name="reading_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "actor_kind", "actor_id", "about_kind", "about_id", "quarter"),
                        name="a_reading_counts_once_a_quarter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="a_reading_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line_key", models.CharField(max_length=100)),
                ("days", models.PositiveIntegerField()),
                ("changed_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "line_key"), name="a_line_has_one_term"),
                    models.CheckConstraint(condition=models.Q(("days__gte", 1)), name="a_term_is_a_day_at_least"),
                ],
            },
        ),
    ]
