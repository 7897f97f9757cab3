import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_areas"),
        ("people", "0002_table_of_attempts_to_sign_in"),
        ("tenancy", "0001_the_municipality"),
    ]

    operations = [
        migrations.CreateModel(
            name="Facility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("workshop", "Wijkwerkplaats"),
                            ("house", "Huis van de wijk"),
                            ("hub", "Steunpunt"),
                            ("garden", "Buurttuin"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("about", models.TextField(blank=True)),
                ("how_to_get_in", models.TextField(blank=True)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "work_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="facilities", to="areas.workarea"
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "name"), name="a_facility_has_its_own_name"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["workshop", "house", "hub", "garden"])),
                        name="a_facility_is_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_facility_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat__isnull", True), ("lon__isnull", True)),
                            models.Q(("lat__range", (-90.0, 90.0)), ("lon__range", (-180.0, 180.0))),
                            _connector="OR",
                        ),
                        name="a_facility_lies_on_earth",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("reason", models.CharField(max_length=200)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
            ],
            options={
                "ordering": ["from_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gt", models.F("from_on"))), name="a_closure_lasts_a_day_at_least"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_closure_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Function",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "Koffie en ontmoeten"),
                            ("lending", "Gereedschap lenen"),
                            ("chores", "Hulp met een klus"),
                            ("forms", "Hulp met formulieren en geld"),
                            ("bicycles", "Fietsen"),
                            ("repair", "Repareren"),
                            ("bench", "Zelf klussen met hulp"),
                            ("rounds", "Werk in de wijk"),
                            ("day_activity", "Dagbesteding en leren"),
                            ("garden", "Moestuin"),
                            ("office_hour", "Spreekuur"),
                            ("other", "Anders"),
                        ],
                        max_length=14,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80)),
                ("about", models.TextField(blank=True)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["facility_id", "kind", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "meeting",
                                    "lending",
                                    "chores",
                                    "forms",
                                    "bicycles",
                                    "repair",
                                    "bench",
                                    "rounds",
                                    "day_activity",
                                    "garden",
                                    "office_hour",
                                    "other",
                                ],
                            )
                        ),
                        name="a_function_is_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"),
                        name="a_function_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpeningHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "maandag"),
                            (1, "dinsdag"),
                            (2, "woensdag"),
                            (3, "donderdag"),
                            (4, "vrijdag"),
                            (5, "zaterdag"),
                            (6, "zondag"),
                        ]
                    ),
                ),
                ("from_time", models.TimeField()),
                ("until_time", models.TimeField()),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["weekday", "from_time", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (0, 6))), name="hours_are_on_a_day_of_the_week"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_time__gt", models.F("from_time"))), name="what_opens_closes_later"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("seats", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_step_free", models.BooleanField(default=True)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [models.UniqueConstraint(fields=("facility", "name"), name="a_room_has_its_own_name")],
            },
        ),
        migrations.CreateModel(
            name="OfficeHour",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("theme", models.CharField(max_length=120)),
                ("about", models.TextField(blank=True)),
                ("why_here", models.TextField(blank=True)),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("weekly", "elke week"),
                            ("fortnightly", "om de week"),
                            ("monthly", "elke maand, dezelfde week van de maand"),
                        ],
                        default="weekly",
                        max_length=12,
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("from_time", models.TimeField()),
                ("until_time", models.TimeField()),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="facilities.room",
                    ),
                ),
            ],
            options={
                "ordering": ["theme", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("theme", ""), _negated=True), name="an_office_hour_has_a_theme"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["weekly", "fortnightly", "monthly"])),
                        name="an_office_hour_has_a_rhythm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_time__gt", models.F("from_time"))),
                        name="an_office_hour_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"),
                        name="office_hours_end_after_they_begin",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficeHourHeld",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("visitors", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("not_held_because", models.CharField(blank=True, max_length=200)),
                ("written_by", models.CharField(max_length=120)),
                ("written_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "office_hour",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="held", to="facilities.officehour"
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("office_hour", "on"), name="an_office_hour_is_held_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("not_held_because", ""), ("visitors__isnull", False)),
                            models.Q(("visitors__isnull", True), models.Q(("not_held_because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="held_or_the_reason_why_not",
                    ),
                ],
            },
        ),
    ]
