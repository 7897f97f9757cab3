import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_the_municipality"),
    ]

    operations = [
        migrations.CreateModel(
            name="AreaYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True)),
                ("edition", models.UUIDField(default=uuid.uuid4)),
                ("imported_at", models.DateTimeField()),
                ("source", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("source", models.CharField(blank=True, max_length=100)),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("op", "hoger is beter"),
                            ("neer", "lager is beter"),
                            ("geen", "hoger of lager is niet beter of slechter"),
                        ],
                        default="geen",
                        max_length=4,
                    ),
                ),
                ("decimals", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(GM\\d{4}|WK\\d{4}[0-9A-Z]{2}|BU\\d{4}[0-9A-Z]{2}\\d{2})$"
                            )
                        ],
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("land", "land"), ("gemeente", "gemeente"), ("wijk", "wijk"), ("buurt", "buurt")],
                        max_length=8,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("municipality_code", models.CharField(max_length=6)),
                ("parent_code", models.CharField(max_length=8)),
                ("is_water", models.BooleanField(default=False)),
                ("border", models.BinaryField(null=True)),
                ("south", models.FloatField(null=True)),
                ("west", models.FloatField(null=True)),
                ("north", models.FloatField(null=True)),
                ("east", models.FloatField(null=True)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["year", "kind", "municipality_code"], name="areas_of_a_municipality"),
                    models.Index(fields=["year", "parent_code"], name="areas_of_a_parent"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "year"), name="an_area_is_there_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("border__isnull", True), ("lat__isnull", True), ("south__isnull", True)),
                            models.Q(
                                ("border__isnull", False),
                                ("lat__isnull", False),
                                ("south__lte", models.F("north")),
                                ("west__lte", models.F("east")),
                            ),
                            _connector="OR",
                        ),
                        name="an_area_with_a_border_has_a_box",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "postcode",
                    models.CharField(
                        max_length=6, validators=[django.core.validators.RegexValidator("^[1-9]\\d{3}[A-Z]{2}$")]
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("addition", models.CharField(blank=True, max_length=10)),
                ("street", models.CharField(max_length=100)),
                ("place", models.CharField(max_length=100)),
                ("words", models.CharField(max_length=300)),
                ("lat", models.FloatField()),
                ("lon", models.FloatField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["street", "number", "addition"],
                "indexes": [
                    models.Index(fields=["municipality", "words", "number"], name="addresses_by_words"),
                    models.Index(fields=["municipality", "lat", "lon"], name="addresses_by_place"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "postcode", "number", "addition"), name="an_address_is_on_the_list_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FileImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("gebieden", "gemeenten, wijken en buurten (GeoJSON)"),
                            ("cijfers", "cijfers per gebied (CSV)"),
                            ("adressen", "eigen adreslijst (CSV)"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("wacht", "wacht op zijn beurt"),
                            ("bezig", "wordt gelezen"),
                            ("klaar", "ingelezen"),
                            ("geweigerd", "niet ingelezen"),
                        ],
                        default="wacht",
                        max_length=10,
                    ),
                ),
                ("file", models.FileField(blank=True, upload_to="inlezen/%Y/")),
                ("file_name", models.CharField(max_length=200)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=100)),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("job_id", models.BigIntegerField(blank=True, null=True)),
                ("is_from_source", models.BooleanField(default=False)),
                ("only_own", models.BooleanField(default=False)),
                ("outcome", models.JSONField(default=list)),
                ("fault_count", models.PositiveIntegerField(default=0)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(fields=["municipality", "-created_at", "-id"], name="file_imports_newest_first")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at", None), ("state__in", ["wacht", "bezig"])),
                            models.Q(("finished_at__isnull", False), ("state__in", ["klaar", "geweigerd"])),
                            _connector="OR",
                        ),
                        name="a_file_that_is_read_is_finished",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.PositiveSmallIntegerField()),
                ("area_code", models.CharField(max_length=10)),
                ("value", models.FloatField(null=True)),
                (
                    "indicator",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observations",
                        to="areas.indicator",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["indicator", "period"], name="figures_of_a_year")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area_code", "indicator", "period"), name="an_area_has_one_figure_a_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wijk", "wijk"),
                            ("dorp", "dorp"),
                            ("buitengebied", "buitengebied"),
                            ("gebied", "gebied"),
                        ],
                        default="wijk",
                        max_length=12,
                    ),
                ),
                ("areas_year", models.PositiveSmallIntegerField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
                ("border", models.BinaryField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "indexes": [models.Index(fields=["municipality", "valid_until", "name"], name="work_areas_by_name")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="a_work_area_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), models.Q(("end_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="the_end_of_a_work_area_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="areas.workarea"
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="areas.workarea"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("predecessor", "successor"), name="a_successor_follows_once"),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="a_work_area_does_not_follow_itself",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="WorkAreaPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=10, validators=[django.core.validators.RegexValidator("^BU\\d{4}[0-9A-Z]{2}\\d{2}$")]
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "work_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="areas.workarea"
                    ),
                ),
            ],
            options={
                "ordering": ["code", "valid_from"],
                "indexes": [models.Index(fields=["municipality", "code", "valid_from"], name="work_area_of_a_buurt")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="a_part_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until", None)),
                        fields=("municipality", "code"),
                        name="a_buurt_is_in_one_work_area_from_now_on",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="workarea",
            name="successors",
            field=models.ManyToManyField(related_name="predecessors", through="areas.Succession", to="areas.workarea"),
        ),
    ]
