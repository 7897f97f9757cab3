import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("kept_at", models.DateTimeField()),
                ("blacked_out_at", models.DateTimeField(blank=True, null=True)),
                ("blacked_out_by_kind", models.CharField(blank=True, max_length=10)),
                ("blacked_out_by_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["municipality", "kept_at"], name="photo_kept_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("height__gte", 1), ("width__gte", 1)), name="a_photo_shows_something"
                    )
                ],
            },
        ),
    ]
