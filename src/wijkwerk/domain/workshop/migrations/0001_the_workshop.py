import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("facilities", "0001_facilities"),
        ("files", "0001_photos"),
        ("people", "0002_table_of_attempts_to_sign_in"),
        ("tenancy", "0001_the_municipality"),
    ]

    operations = [
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("price_cents", models.PositiveBigIntegerField()),
                ("in_stock", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_active", models.BooleanField(default=True)),
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
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "name"), name="a_part_has_its_own_name"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="a_part_has_a_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("square_metres", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, max_length=200)),
                ("out_because", models.CharField(blank=True, max_length=200)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["number", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "number"), name="a_plot_has_its_own_number"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="plots_count_from_one"),
                    models.CheckConstraint(condition=models.Q(("square_metres__gte", 1)), name="a_plot_has_a_size"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceiptSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "year"), name="a_place_has_one_series_a_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="Resident",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("name_key", models.CharField(max_length=120)),
                (
                    "reply_by",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("post", "Brief"),
                            ("phone", "Telefoon"),
                            ("none", "Geen bericht"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("reply_address", models.CharField(blank=True, max_length=200)),
                ("buurt_code", models.CharField(blank=True, max_length=10)),
                ("card_code", models.CharField(blank=True, max_length=40)),
                ("is_professional", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("is_erased", models.BooleanField(default=False)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="workshop.resident",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["name_key", "id"],
                "indexes": [
                    models.Index(fields=["facility", "name_key", "id"], name="resident_by_name"),
                    models.Index(fields=["municipality", "seen_at"], name="resident_seen"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("card_code", ""), _negated=True),
                        fields=("municipality", "card_code"),
                        name="a_card_is_of_one_resident",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_erased", True), models.Q(("name", ""), _negated=True), _connector="OR"),
                        name="a_resident_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reply_address", ""), ("reply_by", "none")),
                            models.Q(
                                models.Q(("reply_by", "none"), _negated=True),
                                models.Q(("reply_address", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_way_to_be_reached_has_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into__isnull", True), ("is_erased", True), _connector="OR"),
                        name="who_was_merged_is_nobody_any_more",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_done", models.BooleanField()),
                ("title", models.CharField(max_length=120)),
                ("about", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["-is_done", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "title"), name="a_rule_stands_once"),
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="a_rule_has_a_title"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("year", models.PositiveSmallIntegerField()),
                ("budget_cents", models.PositiveBigIntegerField()),
                ("bicycle_cents", models.PositiveBigIntegerField()),
                ("awarded_cents", models.PositiveBigIntegerField(default=0)),
                ("terms", models.TextField(blank=True)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "year", "name"), name="a_scheme_has_its_own_name"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="a_scheme_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (2000, 2200))), name="a_scheme_is_for_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bicycle_cents__gt", 0)), name="a_bicycle_counts_for_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("awarded_cents__lte", models.F("budget_cents"))),
                        name="a_scheme_is_never_overspent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Season",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("contribution_cents", models.PositiveBigIntegerField(default=0)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "year"), name="a_garden_has_one_season_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gt", models.F("from_on"))), name="a_season_ends_after_it_begins"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShiftSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                (
                    "function",
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
                ("words", models.CharField(blank=True, max_length=300)),
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
                ("capacity", models.PositiveSmallIntegerField()),
                ("also_when_closed", models.BooleanField(default=False)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
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
                        condition=models.Q(("name", ""), _negated=True), name="a_shift_series_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (0, 6))), name="a_shift_series_is_on_a_weekday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["weekly", "fortnightly", "monthly"])),
                        name="a_shift_series_has_a_rhythm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_time__gt", models.F("from_time"))), name="a_shift_series_ends_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__range", (1, 200))), name="a_shift_series_has_places"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"),
                        name="a_shift_series_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
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
                "constraints": [models.UniqueConstraint(fields=("facility", "name"), name="a_skill_has_its_own_name")],
            },
        ),
        migrations.CreateModel(
            name="Stocktaking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begun_at", models.DateTimeField()),
                ("begun_by", models.CharField(max_length=120)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("finished_by", models.CharField(blank=True, max_length=120)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["-begun_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at", None)),
                        fields=("facility",),
                        name="one_stocktaking_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ThingKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("grams", models.PositiveIntegerField()),
                ("co2_grams_per_kg", models.PositiveIntegerField(default=0)),
                ("co2_source", models.CharField(blank=True, max_length=200)),
                ("is_active", models.BooleanField(default=True)),
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
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "name"), name="a_kind_of_thing_has_its_own_name"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_kind_of_thing_has_a_name"
                    ),
                    models.CheckConstraint(condition=models.Q(("grams__gt", 0)), name="a_thing_weighs_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("co2_grams_per_kg", 0), models.Q(("co2_source", ""), _negated=True), _connector="OR"
                        ),
                        name="an_estimate_names_its_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ToolKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("group", models.CharField(blank=True, max_length=60)),
                ("about", models.TextField(blank=True)),
                ("loan_days", models.PositiveSmallIntegerField(default=7)),
                ("extension_days", models.PositiveSmallIntegerField(default=7)),
                ("most_extensions", models.PositiveSmallIntegerField(default=1)),
                ("contribution_cents", models.PositiveBigIntegerField(default=0)),
                ("full_cost_cents", models.PositiveBigIntegerField(default=0)),
                ("inspection_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("needs_instruction", models.BooleanField(default=False)),
                ("parts", models.TextField(blank=True)),
                ("is_bench", models.BooleanField(default=False)),
                ("stock", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("stock_out", models.PositiveSmallIntegerField(default=0)),
                ("is_public", models.BooleanField(default=True)),
                ("is_active", models.BooleanField(default=True)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="files.photo",
                    ),
                ),
            ],
            options={
                "ordering": ["group", "name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "name"), name="a_kind_of_tool_has_its_own_name"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_kind_of_tool_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("loan_days__range", (1, 365))), name="a_loan_lasts_a_day_at_least"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stock__isnull", True), ("stock_out", 0)),
                            models.Q(("stock__isnull", False), ("stock_out__lte", models.F("stock"))),
                            _connector="OR",
                        ),
                        name="no_more_is_out_than_there_is",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WeekPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("week_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("computing", "wordt uitgerekend"), ("proposed", "voorstel")], max_length=10
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("optimal", "Uitgerekend: een betere indeling bestaat niet."),
                            ("feasible", "Uitgerekend binnen de tijd: goed, maar misschien kan het nog iets beter."),
                            (
                                "greedy",
                                "Verdeeld met een eenvoudige regel: eerst wat haast heeft, steeds wie het beste past.",
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("job_id", models.BigIntegerField(blank=True, null=True)),
                ("asked_at", models.DateTimeField()),
                ("computed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["-week_on", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "week_on"), name="a_week_is_planned_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "computing"),
                            models.Q(models.Q(("method", ""), _negated=True), ("computed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_proposal_says_how_it_came_about",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkshopGoal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160)),
                ("functions", models.JSONField(default=list)),
                ("order", models.PositiveSmallIntegerField(default=100)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "name"), name="a_goal_of_a_workshop_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_goal_of_a_workshop_has_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkshopKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
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
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "name"), name="a_key_stands_once"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="a_key_has_a_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BicycleRules",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "steps",
                    models.TextField(
                        default="Schoonmaken en nakijken: kijken wat er nodig is\nBanden en wielen: band plakken en wiel richten\nRemmen: remmen afstellen\nKetting en versnelling: ketting vervangen en versnelling afstellen\nVerlichting: lamp aansluiten\nStuur, zadel en bel: schroeven vastzetten\nSlot: slot monteren"
                    ),
                ),
                (
                    "safety_points",
                    models.TextField(
                        default="Remmen voor en achter werken\nVoorlicht en achterlicht branden\nReflectoren zitten erop\nSlot werkt\nBanden zijn hard en heel\nBel werkt\nStuur en zadel zitten vast\nKetting loopt en ligt strak"
                    ),
                ),
                ("share_cents", models.PositiveBigIntegerField(default=1500)),
                ("repair_cost_cents", models.PositiveBigIntegerField(default=1000)),
                ("repair_share_cents", models.PositiveBigIntegerField(default=0)),
                ("ask_after_months", models.PositiveSmallIntegerField(default=6)),
                ("remind_after_weeks", models.PositiveSmallIntegerField(default=3)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("facility",), name="a_workshop_has_one_set_of_bicycle_rules"),
                    models.CheckConstraint(
                        condition=models.Q(("safety_points", ""), _negated=True), name="a_safety_check_has_points"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ask_after_months__range", (1, 36))), name="we_ask_within_three_years"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("remind_after_weeks__range", (1, 52))), name="we_remind_within_a_year"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChoreRules",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("margin_percent", models.PositiveSmallIntegerField(default=15)),
                ("hour_cents", models.PositiveBigIntegerField(default=0)),
                ("intake_months", models.PositiveSmallIntegerField(default=12)),
                ("frost_degrees", models.SmallIntegerField(default=-1)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("facility",), name="a_workshop_has_one_set_of_chore_rules"),
                    models.CheckConstraint(condition=models.Q(("margin_percent__lte", 100)), name="a_margin_is_a_part"),
                    models.CheckConstraint(
                        condition=models.Q(("intake_months__range", (1, 60))), name="a_talk_holds_for_a_while"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("frost_degrees__range", (-20, 5))), name="frost_is_cold"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=120)),
                ("float_cents", models.PositiveBigIntegerField(default=0)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_by", models.CharField(blank=True, max_length=120)),
                ("expected_cents", models.BigIntegerField(blank=True, null=True)),
                ("counted_cents", models.PositiveBigIntegerField(blank=True, null=True)),
                ("difference_because", models.CharField(blank=True, max_length=200)),
                ("reopened_because", models.CharField(blank=True, max_length=200)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "on"), name="a_day_is_opened_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("counted_cents", None), ("expected_cents", None)),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("counted_cents__isnull", False),
                                ("expected_cents__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_day_was_counted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None),
                            ("counted_cents", models.F("expected_cents")),
                            models.Q(("difference_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_difference_in_the_box_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormsHelp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("letter", "Een brief begrijpen"),
                            ("benefit", "Uitkering of toeslag"),
                            ("tax", "Belasting"),
                            ("housing", "Wonen en huur"),
                            ("energy", "Energie en water"),
                            ("debt", "Rekeningen en schulden"),
                            ("care", "Zorg en hulp thuis"),
                            ("work", "Werk"),
                            ("online", "Computer, telefoon of DigiD"),
                            ("other", "Iets anders"),
                        ],
                        max_length=10,
                    ),
                ),
                ("helper", models.CharField(blank=True, max_length=120)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "referred_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["facility", "on"], name="forms_help_of_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="help_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "theme__in",
                                [
                                    "letter",
                                    "benefit",
                                    "tax",
                                    "housing",
                                    "energy",
                                    "debt",
                                    "care",
                                    "work",
                                    "online",
                                    "other",
                                ],
                            )
                        ),
                        name="help_has_a_theme",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfflineDeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("visit", "Bezoek"), ("loan", "Uitleen"), ("return", "Terug")], max_length=6
                    ),
                ),
                ("at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                (
                    "function",
                    models.CharField(
                        blank=True,
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
                ("code", models.CharField(blank=True, max_length=40)),
                ("who", models.CharField(blank=True, max_length=120)),
                (
                    "problem",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("lent", "Dit is intussen door een ander geleend"),
                            ("not_out", "Dit was niet uitgeleend"),
                            ("refused", "Dit kon niet worden uitgeleend"),
                            ("code", "Deze code kennen wij niet"),
                            ("person", "Wie dit was is niet duidelijk"),
                        ],
                        max_length=7,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                ("forgotten_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("settled_by", models.CharField(blank=True, max_length=120)),
                ("outcome", models.CharField(blank=True, max_length=200)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at", None)),
                        fields=["facility", "at"],
                        name="offline_deed_to_sort_out",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "key"), name="an_offline_deed_is_in_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["visit", "loan", "return"])),
                        name="an_offline_deed_is_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", False), models.Q(("problem", ""), _negated=True), _connector="OR"
                        ),
                        name="what_waits_has_a_problem",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("settled_at", None), ("who", ""), _connector="OR"),
                        name="what_is_settled_forgets_who_was_typed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("forgotten_at", None), ("who", ""), _connector="OR"),
                        name="what_waited_too_long_forgets_who_was_typed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bicycle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("full_cost_cents", models.PositiveBigIntegerField(default=0)),
                ("contribution_cents", models.PositiveBigIntegerField(default=0)),
                ("waived_cents", models.PositiveBigIntegerField(default=0)),
                (
                    "waiver",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hardship", "Het bedrag is een probleem"),
                            ("exchange", "Doet er iets voor terug"),
                            ("our_fault", "Er ging bij ons iets mis"),
                            ("first_time", "Eerste keer, om kennis te maken"),
                            ("other", "Andere afspraak met de gastheer of gastvrouw"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ladies", "Damesfiets"),
                            ("gents", "Herenfiets"),
                            ("child", "Kinderfiets"),
                            ("granny", "Fiets met lage instap"),
                            ("sport", "Sportieve fiets"),
                            ("folding", "Vouwfiets"),
                            ("electric", "Elektrische fiets"),
                            ("cargo", "Bakfiets"),
                            ("other", "Andere fiets"),
                        ],
                        max_length=10,
                    ),
                ),
                ("make", models.CharField(blank=True, max_length=80)),
                ("looks", models.CharField(blank=True, max_length=120)),
                ("frame_number", models.CharField(blank=True, max_length=40)),
                (
                    "origin",
                    models.CharField(choices=[("gift", "Gekregen"), ("handed_in", "Ingeleverd")], max_length=10),
                ),
                ("received_on", models.DateField()),
                ("received_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "binnengekomen"),
                            ("refurbishing", "wordt opgeknapt"),
                            ("ready", "klaar"),
                            ("given", "gegeven"),
                            ("sold", "verkocht"),
                            ("scrapped", "gesloopt voor onderdelen"),
                            ("handed_over", "naar politie of eigenaar"),
                        ],
                        default="received",
                        max_length=14,
                    ),
                ),
                (
                    "theft_outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("clear", "Niet als gestolen bekend"),
                            ("no_number", "Geen nummer te lezen, wel bekend van wie de fiets komt"),
                            ("stolen", "Als gestolen bekend"),
                        ],
                        max_length=10,
                    ),
                ),
                ("theft_note", models.CharField(blank=True, max_length=200)),
                ("theft_checked_by", models.CharField(blank=True, max_length=120)),
                ("theft_checked_on", models.DateField(blank=True, null=True)),
                ("safety_signed_by", models.CharField(blank=True, max_length=120)),
                ("safety_signed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=200)),
                ("client_key", models.UUIDField()),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "from_resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bicycles_brought",
                        to="workshop.resident",
                    ),
                ),
                (
                    "to_resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bicycles",
                        to="workshop.resident",
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "-id"],
                "indexes": [
                    models.Index(fields=["facility", "-received_at", "-id"], name="bicycle_newest"),
                    models.Index(fields=["facility", "state"], name="bicycle_by_state"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("waived_cents__lte", models.F("contribution_cents"))),
                        name="bicycle_waives_no_more_than_is_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("waived_cents", 0), ("waiver", "")),
                            models.Q(("waived_cents__gt", 0), models.Q(("waiver", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="bicycle_waiver_says_why",
                    ),
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_bicycle_sent_twice_is_one"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ("received", "refurbishing", "ready")),
                            models.Q(("frame_number", ""), _negated=True),
                        ),
                        fields=("municipality", "frame_number"),
                        name="a_frame_is_here_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "ladies",
                                    "gents",
                                    "child",
                                    "granny",
                                    "sport",
                                    "folding",
                                    "electric",
                                    "cargo",
                                    "other",
                                ],
                            )
                        ),
                        name="a_bicycle_is_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["gift", "handed_in"])), name="a_bicycle_came_from_somewhere"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["received", "refurbishing", "ready", "given", "sold", "scrapped", "handed_over"],
                            )
                        ),
                        name="a_bicycle_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("theft_checked_by", ""), ("theft_checked_on", None), ("theft_outcome", "")),
                            models.Q(
                                ("theft_checked_on__isnull", False),
                                ("theft_outcome__in", ["clear", "no_number", "stolen"]),
                                models.Q(("theft_checked_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_theft_check_says_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("theft_outcome", "clear"), _negated=True),
                            models.Q(("frame_number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="no_clear_check_without_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("theft_outcome", "no_number"), _negated=True),
                            models.Q(("theft_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="without_number_says_whose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["received", "scrapped", "handed_over"]),
                            ("theft_outcome__in", ("clear", "no_number")),
                            _connector="OR",
                        ),
                        name="nothing_before_the_theft_check",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("safety_signed_at", None), ("safety_signed_by", "")),
                            models.Q(
                                ("safety_signed_at__isnull", False), models.Q(("safety_signed_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_signature_says_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("ready", "given", "sold")), _negated=True),
                            ("safety_signed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="nothing_leaves_unsafe",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "given"), _negated=True), ("to_resident__isnull", False), _connector="OR"
                        ),
                        name="given_to_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on", None), ("state__in", ("received", "refurbishing", "ready"))),
                            models.Q(
                                models.Q(("state__in", ("received", "refurbishing", "ready")), _negated=True),
                                ("ended_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_bicycle_that_went_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("scrapped", "handed_over")), _negated=True),
                            models.Q(("ended_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_bicycle_that_ended_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Chore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("full_cost_cents", models.PositiveBigIntegerField(default=0)),
                ("contribution_cents", models.PositiveBigIntegerField(default=0)),
                ("waived_cents", models.PositiveBigIntegerField(default=0)),
                (
                    "waiver",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hardship", "Het bedrag is een probleem"),
                            ("exchange", "Doet er iets voor terug"),
                            ("our_fault", "Er ging bij ons iets mis"),
                            ("first_time", "Eerste keer, om kennis te maken"),
                            ("other", "Andere afspraak met de gastheer of gastvrouw"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("garden", "Tuin"),
                            ("paint", "Schilderen"),
                            ("wood", "Timmeren en repareren"),
                            ("light", "Lamp, gordijn of schilderij ophangen"),
                            ("move", "Tillen en verplaatsen"),
                            ("clear", "Opruimen"),
                            ("other", "Iets anders"),
                        ],
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("about", models.TextField(blank=True)),
                ("own_part", models.CharField(blank=True, max_length=300)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("buurt_code", models.CharField(blank=True, max_length=10)),
                ("minutes", models.PositiveSmallIntegerField(default=60)),
                ("people_needed", models.PositiveSmallIntegerField(default=1)),
                (
                    "urgency",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "kan wachten"), (1, "gewoon"), (2, "heeft haast")], default=1
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "gevraagd"),
                            ("talked", "besproken"),
                            ("declined", "doorverwezen"),
                            ("quoted", "wacht op ja"),
                            ("agreed", "afgesproken"),
                            ("planned", "ingepland"),
                            ("doing", "wordt gedaan"),
                            ("stopped", "stilgelegd"),
                            ("done", "klaar"),
                            ("ended", "niet doorgegaan"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("planned_on", models.DateField(blank=True, null=True)),
                (
                    "planned_half",
                    models.CharField(
                        blank=True,
                        choices=[("morning", "ochtend"), ("afternoon", "middag"), ("evening", "avond")],
                        max_length=10,
                    ),
                ),
                ("spent_cents", models.PositiveBigIntegerField(default=0)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=300)),
                ("satisfied", models.BooleanField(blank=True, null=True)),
                ("satisfied_words", models.CharField(blank=True, max_length=300)),
                ("is_erased", models.BooleanField(default=False)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "for_resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chores_for_me",
                        to="workshop.resident",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="chores", to="workshop.resident"
                    ),
                ),
                ("skills", models.ManyToManyField(blank=True, related_name="chores", to="workshop.skill")),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "indexes": [
                    models.Index(fields=["facility", "state", "-asked_at", "-id"], name="chore_by_state"),
                    models.Index(fields=["facility", "-asked_at", "-id"], name="chore_newest"),
                    models.Index(fields=["resident", "-asked_at"], name="chore_of_resident"),
                    models.Index(fields=["for_resident", "-asked_at"], name="chore_for_resident"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("waived_cents__lte", models.F("contribution_cents"))),
                        name="chore_waives_no_more_than_is_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("waived_cents", 0), ("waiver", "")),
                            models.Q(("waived_cents__gt", 0), models.Q(("waiver", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="chore_waiver_says_why",
                    ),
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_chore_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_chore_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "asked",
                                    "talked",
                                    "declined",
                                    "quoted",
                                    "agreed",
                                    "planned",
                                    "doing",
                                    "stopped",
                                    "done",
                                    "ended",
                                ],
                            )
                        ),
                        name="a_chore_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["garden", "paint", "wood", "light", "move", "clear", "other"])
                        ),
                        name="a_chore_is_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("urgency__in", [0, 1, 2])), name="a_chore_has_an_urgency"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people_needed__range", (1, 2))), name="one_or_two_do_a_chore"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (15, 480))), name="a_chore_fits_in_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("for_resident", None),
                            models.Q(("for_resident", models.F("resident")), _negated=True),
                            _connector="OR",
                        ),
                        name="asked_for_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat__isnull", True), ("lon__isnull", True)),
                            models.Q(("lat__range", (-90.0, 90.0)), ("lon__range", (-180.0, 180.0))),
                            _connector="OR",
                        ),
                        name="a_chore_lies_on_earth",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("planned_on__isnull", False),
                                ("state", "planned"),
                                models.Q(("planned_half", ""), _negated=True),
                            ),
                            models.Q(("state", "planned"), _negated=True),
                            _connector="OR",
                        ),
                        name="a_planned_chore_has_its_half_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_on__isnull", False), ("state", "done")),
                            models.Q(
                                models.Q(("state", "done"), _negated=True), ("done_on", None), ("satisfied", None)
                            ),
                            _connector="OR",
                        ),
                        name="a_chore_that_is_done_was_so_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_because", ""), ("state", "ended"), _negated=True),
                        name="a_chore_that_ended_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("volunteer", "Vrijwilliger"),
                            ("day_activity", "Dagbesteding"),
                            ("participation_act", "Participatiewet"),
                            ("other", "Anders"),
                        ],
                        max_length=18,
                    ),
                ),
                ("talents", models.CharField(blank=True, max_length=300)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("most_halves", models.PositiveSmallIntegerField(default=2)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("agreed_on", models.DateField(blank=True, null=True)),
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
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="workshop.resident",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_on", None)),
                        fields=("resident",),
                        name="somebody_takes_part_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["volunteer", "day_activity", "participation_act", "other"])),
                        name="a_participant_is_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"),
                        name="taking_part_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("amount_cents", models.BigIntegerField()),
                (
                    "method",
                    models.CharField(
                        choices=[("cash", "Contant"), ("card", "Pin"), ("transfer", "Overgemaakt")], max_length=8
                    ),
                ),
                ("words", models.CharField(max_length=200)),
                ("about_kind", models.CharField(blank=True, max_length=40)),
                ("about_id", models.BigIntegerField(blank=True, null=True)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "pays_back",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paid_back_by",
                        to="workshop.payment",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="payments",
                        to="workshop.resident",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-number"],
                "indexes": [
                    models.Index(fields=["facility", "on"], name="payment_of_day"),
                    models.Index(fields=["about_kind", "about_id"], name="payment_about"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "year", "number"), name="a_receipt_has_its_own_number"),
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_payment_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents", 0), _negated=True), name="a_payment_is_some_money"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["cash", "card", "transfer"])), name="a_payment_has_a_method"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_cents__gt", 0), ("pays_back__isnull", True)),
                            models.Q(("amount_cents__lt", 0), ("pays_back__isnull", False)),
                            _connector="OR",
                        ),
                        name="what_is_paid_back_was_paid",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BicycleWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ladies", "Damesfiets"),
                            ("gents", "Herenfiets"),
                            ("child", "Kinderfiets"),
                            ("granny", "Fiets met lage instap"),
                            ("sport", "Sportieve fiets"),
                            ("folding", "Vouwfiets"),
                            ("electric", "Elektrische fiets"),
                            ("cargo", "Bakfiets"),
                            ("other", "Andere fiets"),
                        ],
                        max_length=10,
                    ),
                ),
                ("looks", models.CharField(blank=True, max_length=120)),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=200)),
                ("client_key", models.UUIDField()),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bicycle_wishes",
                        to="workshop.resident",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)), fields=["facility", "asked_at", "id"], name="wish_queue"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_wish_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "ladies",
                                    "gents",
                                    "child",
                                    "granny",
                                    "sport",
                                    "folding",
                                    "electric",
                                    "cargo",
                                    "other",
                                ],
                            )
                        ),
                        name="a_wish_is_for_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_because", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_wish_that_ended_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResidentWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="words", to="workshop.resident"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["facility", "word", "resident"], name="resident_by_word")],
                "constraints": [
                    models.UniqueConstraint(fields=("resident", "word"), name="a_word_of_a_name_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paths", "Achterpaden"),
                            ("litter", "Zwerfvuil"),
                            ("fence", "Erfafscheiding"),
                            ("gardens", "Tuinen van lege woningen"),
                            ("gritting", "Strooien bij gladheid"),
                            ("other", "Anders"),
                        ],
                        max_length=8,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("about", models.TextField(blank=True)),
                (
                    "calling",
                    models.CharField(
                        choices=[
                            ("weekly", "elke week"),
                            ("fortnightly", "om de week"),
                            ("monthly", "elke maand, dezelfde week van de maand"),
                            ("frost", "als het vriest"),
                        ],
                        max_length=12,
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "half",
                    models.CharField(
                        choices=[("morning", "ochtend"), ("afternoon", "middag"), ("evening", "avond")],
                        default="morning",
                        max_length=10,
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=120)),
                ("people_needed", models.PositiveSmallIntegerField(default=2)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                ("skills", models.ManyToManyField(blank=True, related_name="+", to="workshop.skill")),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "name"), name="a_round_has_its_own_name"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="a_round_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["paths", "litter", "fence", "gardens", "gritting", "other"])),
                        name="a_round_is_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("calling__in", ["weekly", "fortnightly", "monthly", "frost"])),
                        name="a_round_is_called_somehow",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people_needed__range", (1, 2))), name="one_or_two_do_a_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (15, 240))), name="a_round_fits_in_a_half_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"),
                        name="a_round_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlotWaiting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Wacht"),
                            ("offered", "Krijgt een perceel aangeboden"),
                            ("given", "Kreeg een perceel"),
                            ("declined", "Wilde het perceel niet"),
                            ("lapsed", "Antwoordde niet op tijd"),
                            ("withdrawn", "Van de lijst af"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answer_by", models.DateField(blank=True, null=True)),
                ("link_key", models.CharField(max_length=40, unique=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "plot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="workshop.plot",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plots_waited_for",
                        to="workshop.resident",
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="workshop.season",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "offered"))),
                        fields=("facility", "resident"),
                        name="somebody_waits_once_for_a_garden",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "offered")),
                        fields=("plot", "season"),
                        name="a_plot_is_offered_to_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "offered", "given", "declined", "lapsed", "withdrawn"])
                        ),
                        name="who_waits_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "offered"), _negated=True),
                            models.Q(("answer_by__isnull", False), ("plot__isnull", False), ("season__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_offer_is_of_a_plot_with_a_term",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state__in", ("waiting", "offered"))),
                            models.Q(
                                models.Q(("state__in", ("waiting", "offered")), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="waiting_ends_at_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlotUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("full_cost_cents", models.PositiveBigIntegerField(default=0)),
                ("contribution_cents", models.PositiveBigIntegerField(default=0)),
                ("waived_cents", models.PositiveBigIntegerField(default=0)),
                (
                    "waiver",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hardship", "Het bedrag is een probleem"),
                            ("exchange", "Doet er iets voor terug"),
                            ("our_fault", "Er ging bij ons iets mis"),
                            ("first_time", "Eerste keer, om kennis te maken"),
                            ("other", "Andere afspraak met de gastheer of gastvrouw"),
                        ],
                        max_length=10,
                    ),
                ),
                ("agreed_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("second_because", models.CharField(blank=True, max_length=200)),
                ("ended_because", models.CharField(blank=True, max_length=200)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "plot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="workshop.plot"
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plot_uses", to="workshop.resident"
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="workshop.season"
                    ),
                ),
            ],
            options={
                "ordering": ["plot__number", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("waived_cents__lte", models.F("contribution_cents"))),
                        name="plotuse_waives_no_more_than_is_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("waived_cents", 0), ("waiver", "")),
                            models.Q(("waived_cents__gt", 0), models.Q(("waiver", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="plotuse_waiver_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("plot", "season"),
                        name="a_plot_has_one_user_a_season",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_because", ""), ("ended_on", None)),
                            models.Q(("ended_on__isnull", False), models.Q(("ended_because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="the_use_of_a_plot_ends_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slot_on", models.DateField(blank=True, null=True)),
                ("name", models.CharField(max_length=80)),
                (
                    "function",
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
                ("words", models.CharField(blank=True, max_length=300)),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("capacity", models.PositiveSmallIntegerField()),
                ("taken", models.PositiveSmallIntegerField(default=0)),
                ("is_changed", models.BooleanField(default=False)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_because", models.CharField(blank=True, max_length=200)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="workshop.shiftseries",
                    ),
                ),
            ],
            options={
                "ordering": ["from_at", "id"],
                "indexes": [models.Index(fields=["facility", "from_at", "id"], name="shift_by_time")],
                "constraints": [
                    models.UniqueConstraint(fields=("series", "slot_on"), name="a_series_has_one_shift_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("taken__lte", models.F("capacity"))),
                        name="no_more_come_than_there_are_places",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__range", (1, 200))), name="a_shift_has_places"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_at__gt", models.F("from_at"))), name="a_shift_ends_after_it_begins"
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="a_shift_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("series", None), ("slot_on", None)),
                            models.Q(("series__isnull", False), ("slot_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_shift_of_a_series_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at", None), ("cancelled_because", "")),
                            models.Q(
                                ("cancelled_at__isnull", False), models.Q(("cancelled_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_cancelled_shift_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tool",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("shelf", models.CharField(blank=True, max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in_use", "In gebruik"),
                            ("out_of_order", "Buiten gebruik"),
                            ("missing", "Kwijt"),
                            ("retired", "Afgevoerd"),
                        ],
                        default="in_use",
                        max_length=14,
                    ),
                ),
                ("state_because", models.CharField(blank=True, max_length=200)),
                ("condition", models.CharField(blank=True, max_length=200)),
                ("words_at", models.DateTimeField(blank=True, null=True)),
                ("inspected_until", models.DateField(blank=True, null=True)),
                ("bought_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tools", to="workshop.toolkind"
                    ),
                ),
            ],
            options={
                "ordering": ["code", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "code"), name="a_label_is_on_one_tool"),
                    models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="a_tool_has_a_label"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["in_use", "out_of_order", "missing", "retired"])),
                        name="a_tool_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "in_use"), models.Q(("state_because", ""), _negated=True), _connector="OR"
                        ),
                        name="a_tool_not_in_use_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("given_by", models.CharField(max_length=120)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="instructions", to="workshop.resident"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="instructions", to="workshop.toolkind"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("resident", "kind"), name="how_a_kind_works_is_shown_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="UsualJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("full_cost_cents", models.PositiveBigIntegerField(default=0)),
                ("contribution_cents", models.PositiveBigIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="usual_jobs", to="workshop.thingkind"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="usual_jobs",
                        to="workshop.part",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "name"), name="a_usual_job_has_its_own_name"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_usual_job_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "function",
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
                ("visitor_number", models.PositiveBigIntegerField(blank=True, null=True)),
                ("people", models.PositiveSmallIntegerField(default=1)),
                ("buurt_code", models.CharField(blank=True, max_length=10)),
                ("is_first", models.BooleanField(default=False)),
                ("is_helper", models.BooleanField(default=False)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="visits",
                        to="workshop.resident",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["municipality", "facility", "on", "visitor_number"], name="visit_of_day"),
                    models.Index(
                        fields=[
                            "municipality",
                            "facility",
                            "visitor_number",
                            "function",
                            "on",
                            "buurt_code",
                            "is_helper",
                        ],
                        name="visit_of_visitor",
                    ),
                    models.Index(
                        condition=models.Q(("visitor_number", None)),
                        fields=["municipality", "facility", "on", "function", "people"],
                        name="visit_tally",
                    ),
                    models.Index(
                        condition=models.Q(("is_first", True)),
                        fields=["municipality", "facility", "on"],
                        name="visit_first",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("visitor_number__isnull", False)),
                        fields=("facility", "visitor_number", "on", "function"),
                        name="a_visit_counts_once_a_day",
                    ),
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_visit_sent_twice_is_one"),
                    models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="somebody_came"),
                    models.CheckConstraint(
                        condition=models.Q(("visitor_number__isnull", True), ("people", 1), _connector="OR"),
                        name="a_tally_is_never_a_named_visit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resident__isnull", True), ("visitor_number__isnull", False), _connector="OR"
                        ),
                        name="a_named_visit_has_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "function__in",
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
                        name="a_visit_is_for_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Kit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("code", models.CharField(max_length=40)),
                ("is_active", models.BooleanField(default=True)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                ("tools", models.ManyToManyField(related_name="kits", to="workshop.tool")),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "code"), name="a_label_is_on_one_kit"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("code", ""), _negated=True)
                        ),
                        name="a_kit_has_a_name_and_a_label",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BicycleStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("learns", models.CharField(blank=True, max_length=120)),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "bicycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="workshop.bicycle"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bicycle_steps",
                        to="workshop.participant",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("bicycle", "position"), name="a_step_has_its_own_place"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="a_step_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(("done_by", None), ("done_on__isnull", False), _connector="OR"),
                        name="who_did_a_step_did_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Availability",
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
                (
                    "half",
                    models.CharField(
                        choices=[("morning", "ochtend"), ("afternoon", "middag"), ("evening", "avond")], max_length=10
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="availability",
                        to="workshop.participant",
                    ),
                ),
            ],
            options={
                "ordering": ["weekday", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("participant", "weekday", "half"), name="a_half_day_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (0, 6))), name="a_half_day_is_on_a_weekday"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("full_cost_cents", models.PositiveBigIntegerField()),
                ("contribution_cents", models.PositiveBigIntegerField()),
                ("margin_percent", models.PositiveSmallIntegerField()),
                ("given_at", models.DateTimeField()),
                ("given_by", models.CharField(max_length=120)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                ("refused_at", models.DateTimeField(blank=True, null=True)),
                ("is_current", models.BooleanField(default=True)),
                (
                    "chore",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quotes", to="workshop.chore"
                    ),
                ),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["chore_id", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("chore", "number"), name="a_quote_has_its_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("chore",),
                        name="a_chore_has_one_quote_that_counts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("contribution_cents__lte", models.F("full_cost_cents"))),
                        name="nobody_pays_more_than_it_costs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreed_at", None), ("refused_at", None), _connector="OR"),
                        name="a_quote_is_agreed_or_refused",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Repair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("full_cost_cents", models.PositiveBigIntegerField(default=0)),
                ("contribution_cents", models.PositiveBigIntegerField(default=0)),
                ("waived_cents", models.PositiveBigIntegerField(default=0)),
                (
                    "waiver",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hardship", "Het bedrag is een probleem"),
                            ("exchange", "Doet er iets voor terug"),
                            ("our_fault", "Er ging bij ons iets mis"),
                            ("first_time", "Eerste keer, om kennis te maken"),
                            ("other", "Andere afspraak met de gastheer of gastvrouw"),
                        ],
                        max_length=10,
                    ),
                ),
                ("make", models.CharField(blank=True, max_length=80)),
                ("fault", models.CharField(max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "wacht"),
                            ("on_stand", "op de standaard"),
                            ("ready", "klaar om op te halen"),
                            ("collected", "opgehaald"),
                            ("left_here", "niet opgehaald"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("base_cost_cents", models.PositiveBigIntegerField(default=0)),
                ("base_share_cents", models.PositiveBigIntegerField(default=0)),
                ("received_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                ("collected_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("repaired", "Gerepareerd"),
                            ("partly", "Deels gerepareerd"),
                            ("not", "Niet gerepareerd"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "barrier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_part", "Onderdeel niet te krijgen"),
                            ("not_openable", "Kan niet open"),
                            ("too_worn", "Te versleten"),
                            ("unsafe", "Niet veilig te maken"),
                            ("too_expensive", "Te duur"),
                            ("no_longer", "De eigenaar wil het niet meer"),
                        ],
                        max_length=14,
                    ),
                ),
                ("outcome_words", models.CharField(blank=True, max_length=300)),
                ("left_because", models.CharField(blank=True, max_length=200)),
                ("grams", models.PositiveIntegerField()),
                ("co2_grams", models.PositiveIntegerField(default=0)),
                ("client_key", models.UUIDField()),
                (
                    "bicycle",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repairs",
                        to="workshop.bicycle",
                    ),
                ),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                ("workers", models.ManyToManyField(blank=True, related_name="repairs", to="workshop.participant")),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repairs",
                        to="workshop.resident",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="repairs", to="workshop.thingkind"
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "-id"],
                "indexes": [
                    models.Index(fields=["facility", "-received_at", "-id"], name="repair_newest"),
                    models.Index(fields=["facility", "state", "received_at"], name="repair_queue"),
                    models.Index(fields=["resident", "-received_at"], name="repair_of_resident"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("waived_cents__lte", models.F("contribution_cents"))),
                        name="repair_waives_no_more_than_is_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("waived_cents", 0), ("waiver", "")),
                            models.Q(("waived_cents__gt", 0), models.Q(("waiver", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="repair_waiver_says_why",
                    ),
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_repair_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("fault", ""), _negated=True), name="a_repair_has_a_fault"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "on_stand", "ready", "collected", "left_here"])),
                        name="a_repair_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("resident", None), ("bicycle", None), _connector="OR"),
                        name="a_repair_is_for_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "collected"),
                            ("resident__isnull", False),
                            ("bicycle__isnull", False),
                            _connector="OR",
                        ),
                        name="what_stays_is_of_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome__in", ["repaired", "partly", "not"]),
                                ("ready_at__isnull", False),
                                ("state__in", ("ready", "collected", "left_here")),
                            ),
                            models.Q(
                                models.Q(("state__in", ("ready", "collected", "left_here")), _negated=True),
                                ("outcome", ""),
                                ("ready_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_finished_repair_has_an_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("barrier", ""), ("outcome__in", ["", "repaired"])),
                            models.Q(
                                (
                                    "barrier__in",
                                    ["", "no_part", "not_openable", "too_worn", "unsafe", "too_expensive", "no_longer"],
                                ),
                                ("outcome", "partly"),
                            ),
                            models.Q(
                                (
                                    "barrier__in",
                                    ["no_part", "not_openable", "too_worn", "unsafe", "too_expensive", "no_longer"],
                                ),
                                ("outcome", "not"),
                            ),
                            _connector="OR",
                        ),
                        name="what_was_not_repaired_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("co2_grams", 0), ("outcome", "repaired"), _connector="OR"),
                        name="only_what_was_repaired_saves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grams__gt", 0)), name="what_is_repaired_weighs_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("collected_at__isnull", False), ("state", "collected")),
                            models.Q(models.Q(("state", "collected"), _negated=True), ("collected_at", None)),
                            _connector="OR",
                        ),
                        name="collected_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "left_here"), _negated=True),
                            models.Q(("left_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="left_here_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Loan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("full_cost_cents", models.PositiveBigIntegerField(default=0)),
                ("contribution_cents", models.PositiveBigIntegerField(default=0)),
                ("waived_cents", models.PositiveBigIntegerField(default=0)),
                (
                    "waiver",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hardship", "Het bedrag is een probleem"),
                            ("exchange", "Doet er iets voor terug"),
                            ("our_fault", "Er ging bij ons iets mis"),
                            ("first_time", "Eerste keer, om kennis te maken"),
                            ("other", "Andere afspraak met de gastheer of gastvrouw"),
                        ],
                        max_length=10,
                    ),
                ),
                ("out_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("extensions", models.PositiveSmallIntegerField(default=0)),
                ("out_note", models.CharField(blank=True, max_length=200)),
                ("in_note", models.CharField(blank=True, max_length=200)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("return_key", models.UUIDField(blank=True, null=True)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "for_resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="loans_for_me",
                        to="workshop.resident",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="loans", to="workshop.resident"
                    ),
                ),
                (
                    "tool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="loans", to="workshop.tool"
                    ),
                ),
            ],
            options={
                "ordering": ["-out_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("returned_at", None)),
                        fields=["facility", "due_at"],
                        name="loan_open_by_due",
                    ),
                    models.Index(fields=["resident", "-out_at"], name="loan_of_resident"),
                    models.Index(fields=["facility", "-out_at", "-id"], name="loan_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("waived_cents__lte", models.F("contribution_cents"))),
                        name="loan_waives_no_more_than_is_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("waived_cents", 0), ("waiver", "")),
                            models.Q(("waived_cents__gt", 0), models.Q(("waiver", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="loan_waiver_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("returned_at", None)), fields=("tool",), name="a_tool_is_with_one_person"
                    ),
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_loan_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("out_at"))), name="a_loan_is_due_after_it_went_out"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returned_at", None), ("returned_at__gte", models.F("out_at")), _connector="OR"
                        ),
                        name="back_after_it_went_out",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("for_resident", None),
                            models.Q(("for_resident", models.F("resident")), _negated=True),
                            _connector="OR",
                        ),
                        name="borrowed_for_somebody_else",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("called_at", models.DateTimeField()),
                ("walked_by", models.CharField(blank=True, max_length=200)),
                ("reported_at", models.DateTimeField(blank=True, null=True)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="workshop.round"
                    ),
                ),
            ],
            options={
                "ordering": ["on", "id"],
                "indexes": [models.Index(fields=["facility", "on", "id"], name="run_by_day")],
                "constraints": [models.UniqueConstraint(fields=("round", "on"), name="a_round_goes_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="RoundStop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("words", models.CharField(max_length=120)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stops", to="workshop.round"
                    ),
                ),
            ],
            options={
                "ordering": ["round_id", "position", "id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="a_stop_says_where"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat__isnull", True), ("lon__isnull", True)),
                            models.Q(("lat__range", (-90.0, 90.0)), ("lon__range", (-180.0, 180.0))),
                            _connector="OR",
                        ),
                        name="a_stop_lies_on_earth",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SafetyCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
                ("points", models.JSONField()),
                ("not_good", models.JSONField(default=list)),
                ("faults", models.PositiveSmallIntegerField()),
                ("is_signed", models.BooleanField()),
                (
                    "bicycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="safety_checks", to="workshop.bicycle"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_signed", False), ("faults", 0), _connector="OR"),
                        name="signed_only_when_all_is_good",
                    ),
                    models.CheckConstraint(condition=models.Q(("by", ""), _negated=True), name="somebody_looked"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchemeEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "award",
                    models.CharField(
                        choices=[("bicycle", "Fiets"), ("money", "Geld in plaats van een fiets")], max_length=8
                    ),
                ),
                ("amount_cents", models.PositiveBigIntegerField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=120)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=200)),
                ("ask_on", models.DateField(blank=True, null=True)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ridden",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Ja, de fiets wordt gebruikt"),
                            ("no", "Nee, de fiets staat stil"),
                            ("gone", "De fiets is weg"),
                            ("no_answer", "Geen antwoord"),
                        ],
                        max_length=10,
                    ),
                ),
                ("client_key", models.UUIDField()),
                (
                    "bicycle",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scheme_entries",
                        to="workshop.bicycle",
                    ),
                ),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scheme_entries",
                        to="workshop.resident",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="workshop.scheme"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["scheme", "-at", "-id"], name="scheme_entry_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="an_award_sent_twice_is_one"),
                    models.UniqueConstraint(
                        condition=models.Q(("bicycle__isnull", False), ("withdrawn_at", None)),
                        fields=("bicycle",),
                        name="a_bicycle_is_given_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount_cents__gt", 0)), name="an_award_is_some_money"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ask_on__isnull", False), ("award", "bicycle"), ("bicycle__isnull", False)),
                            models.Q(("ask_on__isnull", True), ("award", "money"), ("bicycle__isnull", True)),
                            _connector="OR",
                        ),
                        name="an_award_is_a_bicycle_or_money",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_because", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False), models.Q(("withdrawn_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_withdrawn_award_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShiftPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("volunteer", "Vrijwilliger"),
                            ("day_activity", "Dagbesteding"),
                            ("participation_act", "Participatiewet"),
                            ("other", "Anders"),
                        ],
                        max_length=18,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("signed_up", "Komt"),
                            ("present", "Is er"),
                            ("absent", "Kwam niet"),
                            ("cancelled", "Afgemeld"),
                        ],
                        default="signed_up",
                        max_length=10,
                    ),
                ),
                ("signed_up_at", models.DateTimeField()),
                ("came_at", models.DateTimeField(blank=True, null=True)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shift_places",
                        to="workshop.participant",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shift_places",
                        to="workshop.resident",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="places", to="workshop.shift"
                    ),
                ),
            ],
            options={
                "ordering": ["signed_up_at", "id"],
                "indexes": [models.Index(fields=["participant", "state"], name="place_of_participant")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("shift", "resident"),
                        name="somebody_has_one_place_on_a_shift",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["signed_up", "present", "absent", "cancelled"])),
                        name="a_place_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("came_at", None), ("left_at", None)),
                            models.Q(("came_at__isnull", False), ("state", "present")),
                            _connector="OR",
                        ),
                        name="who_came_is_present",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("left_at", None), ("left_at__gt", models.F("came_at")), _connector="OR"),
                        name="somebody_leaves_after_coming",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParticipantSkill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wants_to_learn", models.BooleanField(default=False)),
                ("learned_on", models.DateField(blank=True, null=True)),
                ("learned_by", models.CharField(blank=True, max_length=200)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="skills", to="workshop.participant"
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="workshop.skill"
                    ),
                ),
            ],
            options={
                "ordering": ["skill__name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("participant", "skill"), name="a_skill_of_somebody_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("learned_by", ""), ("learned_on", None)),
                            models.Q(
                                ("learned_on__isnull", False),
                                ("wants_to_learn", False),
                                models.Q(("learned_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_was_learned_was_learned_at_some_work",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                (
                    "outcome",
                    models.CharField(choices=[("passed", "Goedgekeurd"), ("failed", "Afgekeurd")], max_length=6),
                ),
                ("inspected_by", models.CharField(max_length=120)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("written_at", models.DateTimeField()),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "tool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="inspections", to="workshop.tool"
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("inspected_by", ""), _negated=True), name="somebody_inspected"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "passed"), ("valid_until__isnull", False)),
                            models.Q(("outcome", "failed"), ("valid_until", None)),
                            _connector="OR",
                        ),
                        name="only_what_passed_is_valid",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Found",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "stocktaking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="found", to="workshop.stocktaking"
                    ),
                ),
                (
                    "tool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="workshop.tool"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [models.UniqueConstraint(fields=("stocktaking", "tool"), name="an_item_is_found_once")],
            },
        ),
        migrations.CreateModel(
            name="BenchBooking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("makes", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("booked", "afgesproken"),
                            ("present", "geweest"),
                            ("absent", "niet gekomen"),
                            ("cancelled", "afgezegd"),
                        ],
                        default="booked",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("client_key", models.UUIDField()),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "helper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bench_bookings",
                        to="workshop.participant",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bench_bookings",
                        to="workshop.resident",
                    ),
                ),
                (
                    "bench",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bench_bookings", to="workshop.tool"
                    ),
                ),
            ],
            options={
                "ordering": ["from_at", "id"],
                "indexes": [
                    models.Index(fields=["facility", "from_at"], name="bench_booking_of_day"),
                    models.Index(fields=["bench", "from_at"], name="bench_booking_of_bench"),
                    models.Index(fields=["helper", "from_at"], name="bench_booking_of_helper"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_bench_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("until_at__gt", models.F("from_at"))),
                        name="bench_time_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["booked", "present", "absent", "cancelled"])),
                        name="bench_time_has_a_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("volunteer", "Vrijwilliger"),
                            ("day_activity", "Dagbesteding"),
                            ("participation_act", "Participatiewet"),
                            ("other", "Anders"),
                        ],
                        max_length=18,
                    ),
                ),
                ("on", models.DateField()),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "function",
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
                ("about_kind", models.CharField(blank=True, max_length=40)),
                ("about_id", models.BigIntegerField(blank=True, null=True)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="work_logs",
                        to="workshop.participant",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
                "indexes": [
                    models.Index(fields=["participant", "on"], name="work_of_participant"),
                    models.Index(fields=["facility", "on"], name="work_of_place"),
                    models.Index(fields=["about_kind", "about_id"], name="work_about"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("about_id__isnull", False)),
                        fields=("participant", "about_kind", "about_id"),
                        name="work_on_a_thing_is_logged_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("about_id", None)),
                        fields=("participant", "on", "function"),
                        name="other_work_is_logged_once_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (1, 1440))), name="work_takes_a_minute_to_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about_id", None), ("about_kind", "")),
                            models.Q(("about_id__isnull", False), models.Q(("about_kind", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="work_is_about_a_thing_or_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "function__in",
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
                        name="work_is_for_a_function",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["volunteer", "day_activity", "participation_act", "other"])),
                        name="work_is_of_a_kind_of_helper",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyHolder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="workshop.participant",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="holders", to="workshop.workshopkey"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("participant__isnull", False), ("person__isnull", True)),
                            models.Q(("participant__isnull", True), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_key_is_with_one_somebody",
                    ),
                    models.UniqueConstraint(fields=("key", "person"), name="an_employee_has_a_key_once"),
                    models.UniqueConstraint(fields=("key", "participant"), name="a_participant_has_a_key_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChoreCost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("material", "Materiaal"), ("travel", "Reiskosten"), ("hours", "Uren")], max_length=8
                    ),
                ),
                ("words", models.CharField(max_length=120)),
                ("amount_cents", models.PositiveBigIntegerField()),
                ("noted_at", models.DateTimeField()),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "chore",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="costs", to="workshop.chore"
                    ),
                ),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["noted_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_cost_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["material", "travel", "hours"])), name="a_cost_is_of_a_kind"
                    ),
                    models.CheckConstraint(condition=models.Q(("amount_cents__gt", 0)), name="a_cost_is_some_money"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("yes", "Ja"), ("no", "Nee"), ("conditional", "Ja, op voorwaarde")], max_length=12
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("condition", models.CharField(blank=True, max_length=300)),
                ("condition_met_at", models.DateTimeField(blank=True, null=True)),
                ("better_address", models.CharField(blank=True, max_length=300)),
                ("held_at", models.DateTimeField()),
                ("held_by", models.CharField(max_length=120)),
                ("holder_kind", models.CharField(max_length=10)),
                ("holder_id", models.BigIntegerField(blank=True, null=True)),
                ("valid_until", models.DateField()),
                ("second_look_at", models.DateTimeField(blank=True, null=True)),
                ("second_look_because", models.CharField(blank=True, max_length=300)),
                ("is_current", models.BooleanField(default=True)),
                (
                    "chore",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="intakes", to="workshop.chore"
                    ),
                ),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["-held_at", "-id"],
                "indexes": [models.Index(fields=["municipality", "valid_until"], name="intake_by_term")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("chore",),
                        name="a_chore_has_one_talk_that_counts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["yes", "no", "conditional"])), name="a_talk_has_an_outcome"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "no"), _negated=True),
                            models.Q(
                                models.Q(("reason", ""), _negated=True), models.Q(("better_address", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_no_has_a_reason_and_a_better_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "conditional"), models.Q(("condition", ""), _negated=True)),
                            models.Q(
                                models.Q(("outcome", "conditional"), _negated=True),
                                ("condition", ""),
                                ("condition_met_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_talk_on_condition_says_which",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("second_look_at", None), ("second_look_because", "")),
                            models.Q(
                                ("second_look_at__isnull", False), models.Q(("second_look_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_second_look_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedWork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (0, "maandag"),
                            (1, "dinsdag"),
                            (2, "woensdag"),
                            (3, "donderdag"),
                            (4, "vrijdag"),
                            (5, "zaterdag"),
                            (6, "zondag"),
                        ],
                        null=True,
                    ),
                ),
                (
                    "half",
                    models.CharField(
                        blank=True,
                        choices=[("morning", "ochtend"), ("afternoon", "middag"), ("evening", "avond")],
                        max_length=10,
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                ("is_fixed", models.BooleanField(default=False)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "chore",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planned_works",
                        to="workshop.chore",
                    ),
                ),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planned_works",
                        to="workshop.roundrun",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="works", to="workshop.weekplan"
                    ),
                ),
            ],
            options={
                "ordering": ["weekday", "half", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "chore"), name="a_chore_stands_once_in_a_week"),
                    models.UniqueConstraint(fields=("plan", "run"), name="a_run_stands_once_in_a_week"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("chore__isnull", True), ("run__isnull", False)),
                            models.Q(("chore__isnull", False), ("run__isnull", True)),
                            _connector="OR",
                        ),
                        name="planned_work_is_a_chore_or_a_run",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("half", ""), ("weekday__isnull", True)),
                            models.Q(("weekday__range", (0, 6)), models.Q(("half", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="planned_work_has_a_whole_half_day_or_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_at", None), ("weekday__isnull", False), _connector="OR"),
                        name="what_is_accepted_has_its_half_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("material", "Materiaal"), ("travel", "Reiskosten"), ("hours", "Uren")], max_length=8
                    ),
                ),
                ("words", models.CharField(max_length=120)),
                ("amount_cents", models.PositiveBigIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="workshop.quote"
                    ),
                ),
            ],
            options={
                "ordering": ["quote_id", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["material", "travel", "hours"])),
                        name="a_quote_line_is_of_a_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartUsed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=80)),
                ("quantity", models.PositiveSmallIntegerField(default=1)),
                ("unit_cents", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField()),
                ("client_key", models.UUIDField()),
                (
                    "bicycle",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="workshop.bicycle",
                    ),
                ),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="used",
                        to="workshop.part",
                    ),
                ),
                (
                    "repair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="workshop.repair",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_part_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bicycle__isnull", False), ("repair__isnull", True)),
                            models.Q(("bicycle__isnull", True), ("repair__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_part_went_into_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__range", (1, 99))), name="some_parts_were_used"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="a_used_part_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_for_one_item", models.BooleanField(default=False)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                ("fetched_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("danger_told_at", models.DateTimeField(blank=True, null=True)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "kit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshop.kit",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reservations", to="workshop.resident"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reservations",
                        to="workshop.toolkind",
                    ),
                ),
            ],
            options={
                "ordering": ["from_at", "id"],
                "indexes": [
                    models.Index(fields=["facility", "from_at", "id"], name="reservation_by_day"),
                    models.Index(fields=["resident", "-from_at"], name="reservation_of_resident"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="a_reservation_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_at__gt", models.F("from_at"))), name="a_reservation_lasts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__isnull", False), ("kit", None)),
                            models.Q(("kind", None), ("kit__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_reservation_is_of_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="a_reservation_is_of_one_at_least"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fetched_at", None), ("cancelled_at", None), _connector="OR"),
                        name="what_was_fetched_is_not_cancelled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StopResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("words", models.CharField(max_length=120)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("is_done", models.BooleanField(blank=True, null=True)),
                ("not_done_because", models.CharField(blank=True, max_length=200)),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="files.photo",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="results", to="workshop.roundrun"
                    ),
                ),
            ],
            options={
                "ordering": ["run_id", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "position"), name="a_stop_of_a_run_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_done", False), models.Q(("not_done_because", ""), _negated=True)),
                            models.Q(
                                models.Q(("is_done", True), ("is_done", None), _connector="OR"),
                                ("not_done_because", ""),
                            ),
                            _connector="OR",
                        ),
                        name="what_was_not_done_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SafetyOverride",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("because", models.CharField(max_length=200)),
                ("signed_by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "loan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="override", to="workshop.loan"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "tool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="workshop.tool"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("because", ""), _negated=True), models.Q(("signed_by", ""), _negated=True)
                        ),
                        name="an_override_is_signed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_learner", models.BooleanField(default=False)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="planned", to="workshop.participant"
                    ),
                ),
                (
                    "planned",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="people", to="workshop.plannedwork"
                    ),
                ),
            ],
            options={
                "ordering": ["is_learner", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("planned", "participant"), name="somebody_is_planned_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("stands", models.BooleanField(default=True)),
                (
                    "loan",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promise",
                        to="workshop.loan",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "reservation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="promises", to="workshop.reservation"
                    ),
                ),
                (
                    "tool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="promises", to="workshop.tool"
                    ),
                ),
            ],
            options={
                "ordering": ["from_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("stands", True)), fields=["tool", "until_at"], name="promise_of_tool"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_at__gt", models.F("from_at"))), name="a_promise_lasts"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CountedLoan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("full_cost_cents", models.PositiveBigIntegerField(default=0)),
                ("contribution_cents", models.PositiveBigIntegerField(default=0)),
                ("waived_cents", models.PositiveBigIntegerField(default=0)),
                (
                    "waiver",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hardship", "Het bedrag is een probleem"),
                            ("exchange", "Doet er iets voor terug"),
                            ("our_fault", "Er ging bij ons iets mis"),
                            ("first_time", "Eerste keer, om kennis te maken"),
                            ("other", "Andere afspraak met de gastheer of gastvrouw"),
                        ],
                        max_length=10,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("number_back", models.PositiveSmallIntegerField(default=0)),
                ("out_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("extensions", models.PositiveSmallIntegerField(default=0)),
                ("out_note", models.CharField(blank=True, max_length=200)),
                ("in_note", models.CharField(blank=True, max_length=200)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "reservation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counted_loan",
                        to="workshop.reservation",
                    ),
                ),
                (
                    "for_resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshop.resident",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counted_loans",
                        to="workshop.resident",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counted_loans",
                        to="workshop.toolkind",
                    ),
                ),
            ],
            options={
                "ordering": ["-out_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("returned_at", None)),
                        fields=["facility", "due_at"],
                        name="counted_open_by_due",
                    ),
                    models.Index(fields=["resident", "-out_at"], name="counted_of_resident"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("waived_cents__lte", models.F("contribution_cents"))),
                        name="countedloan_waives_no_more_than_is_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("waived_cents", 0), ("waiver", "")),
                            models.Q(("waived_cents__gt", 0), models.Q(("waiver", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="countedloan_waiver_says_why",
                    ),
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="a_counted_loan_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number_back__lte", models.F("number"))),
                        name="no_more_comes_back_than_went",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("returned_at", None), ("number_back", models.F("number")), _connector="OR"),
                        name="all_back_when_it_is_over",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("out_at"))), name="counted_due_after_it_went_out"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("for_resident", None),
                            models.Q(("for_resident", models.F("resident")), _negated=True),
                            _connector="OR",
                        ),
                        name="counted_for_somebody_else",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("placed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fetched", "Opgehaald"),
                            ("lapsed", "Niet opgehaald"),
                            ("withdrawn", "Niet meer nodig"),
                        ],
                        max_length=10,
                    ),
                ),
                ("facility", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="facilities.facility")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="waiting", to="workshop.toolkind"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "reservation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waited_for",
                        to="workshop.reservation",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="waiting", to="workshop.resident"
                    ),
                ),
            ],
            options={
                "ordering": ["placed_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("kind", "resident"),
                        name="somebody_waits_once_for_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="who_waits_waits_for_one_at_least"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_as", ""), ("ended_at", None)),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_as", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_place_that_ended_says_how",
                    ),
                ],
            },
        ),
    ]
