import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_areas"),
        ("inspections", "0001_inspections"),
        ("people", "0002_table_of_attempts_to_sign_in"),
        ("signals", "0001_the_signals"),
        ("tenancy", "0001_the_municipality"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActivityCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=80)),
                ("task_words", models.CharField(blank=True, max_length=80)),
                (
                    "tone",
                    models.CharField(
                        choices=[
                            ("neutral", "grijs"),
                            ("info", "blauw"),
                            ("ok", "groen"),
                            ("warning", "oranje"),
                            ("danger", "rood"),
                            ("accent", "kleur van de gemeente"),
                        ],
                        default="neutral",
                        max_length=10,
                    ),
                ),
                ("weight", models.PositiveSmallIntegerField(default=1)),
                ("has_year", models.BooleanField(default=False)),
                ("is_all_year", models.BooleanField(default=False)),
                (
                    "links_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "nergens naar"),
                            ("vision", "de visie van het gebied"),
                            ("programme", "het programma van het gebied"),
                            ("agenda", "de projectenagenda van dat jaar"),
                            ("evaluation", "de evaluatie van dat jaar"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("municipality"),
                        django.db.models.functions.text.Lower("code"),
                        name="a_code_is_there_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), models.Q(("name", ""), _negated=True)
                        ),
                        name="a_code_has_letters_and_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__lte", 100)), name="a_code_weighs_a_hundred_at_most"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tone__in", ["neutral", "info", "ok", "warning", "danger", "accent"])),
                        name="a_code_has_a_colour",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("links_to__in", ["", "vision", "programme", "agenda", "evaluation"])),
                        name="a_code_leads_somewhere_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agenda",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "concept"), ("adopted", "vastgesteld"), ("closed", "afgesloten")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("adopted_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "work_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.workarea"
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "work_area__name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("work_area", "year"), name="an_area_has_one_agenda_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1990, 2100))), name="an_agenda_is_of_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "adopted", "closed"])), name="an_agenda_has_a_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("adopted_on__isnull", True), ("state", "draft")),
                            models.Q(models.Q(("state", "draft"), _negated=True), ("adopted_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="what_is_adopted_was_so_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentFrame",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                ("intro", models.TextField(blank=True)),
                ("labels", models.JSONField(default=list)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["title", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True)),
                        fields=("municipality", "title"),
                        name="a_frame_in_use_has_its_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_frame_has_a_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MunicipalTheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField(blank=True)),
                ("from_year", models.PositiveSmallIntegerField()),
                ("until_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "thema van de gemeente",
                "ordering": ["title", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "title"), name="a_municipal_theme_has_its_title"),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_municipal_theme_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_year__range", (1990, 2100)),
                            models.Q(
                                ("until_year__isnull", True),
                                models.Q(("until_year__gte", models.F("from_year")), ("until_year__lte", 2150)),
                                _connector="OR",
                            ),
                        ),
                        name="a_municipal_theme_runs_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("why", models.CharField(max_length=200)),
                ("content", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "work_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.workarea"
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-id"],
                "indexes": [
                    models.Index(fields=["municipality", "work_area", "-made_at", "-id"], name="documents_of_an_area")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_plan_kept_twice_is_one"),
                    models.CheckConstraint(condition=models.Q(("why", ""), _negated=True), name="a_kept_plan_says_why"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("thing_kind", models.CharField(max_length=60)),
                ("thing_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("planned_from", models.DateField()),
                ("planned_until", models.DateField()),
                ("first_from", models.DateField()),
                ("first_until", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "owner_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "owner_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "work_area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.workarea",
                    ),
                ),
            ],
            options={
                "ordering": ["planned_from", "planned_until", "id"],
                "indexes": [
                    models.Index(fields=["thing_kind", "thing_id"], name="steps_of_a_thing"),
                    models.Index(fields=["municipality", "work_area", "planned_until"], name="steps_of_an_area"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_step_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_planned_step_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_until__gte", models.F("first_from")),
                            ("planned_until__gte", models.F("planned_from")),
                        ),
                        name="a_step_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owner_person__isnull", True), ("owner_organisation__isnull", True), _connector="OR"
                        ),
                        name="a_step_has_one_owner",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("is_active", models.BooleanField(default=True)),
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
                    models.UniqueConstraint(fields=("municipality", "name"), name="a_question_set_has_its_name"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_question_set_is_called_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("municipality", "de gemeente, samen met bewoners en partners"),
                            ("residents", "de bewoners zelf"),
                        ],
                        default="municipality",
                        max_length=12,
                    ),
                ),
                ("from_year", models.PositiveSmallIntegerField()),
                ("until_year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "in de maak"),
                            ("consultation", "ligt voor"),
                            ("processing", "in bewerking"),
                            ("adopted", "vastgesteld"),
                            ("replaced", "vervangen"),
                            ("dropped", "gestopt"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=1)),
                ("consultation_until", models.DateField(blank=True, null=True)),
                ("is_open_to_all", models.BooleanField(default=True)),
                ("adopted_on", models.DateField(blank=True, null=True)),
                (
                    "adopted_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("council", "de gemeenteraad"),
                            ("college", "het college van burgemeester en wethouders"),
                            ("residents", "de bewoners"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decision_number", models.CharField(blank=True, max_length=60)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "revises",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="plans.vision",
                    ),
                ),
                (
                    "work_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.workarea"
                    ),
                ),
            ],
            options={
                "verbose_name": "wijkvisie",
                "ordering": ["-from_year", "-id"],
                "indexes": [
                    models.Index(fields=["municipality", "work_area", "-from_year", "-id"], name="visions_of_an_area")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_vision_sent_twice_is_one"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "dropped"), _negated=True),
                        fields=("revises",),
                        name="a_vision_is_revised_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_vision_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "consultation", "processing", "adopted", "replaced", "dropped"])
                        ),
                        name="a_vision_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owner__in", ["municipality", "residents"])), name="a_vision_has_an_owner"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", True), ("owner", "municipality")),
                            models.Q(("body__isnull", False), ("owner", "residents")),
                            _connector="OR",
                        ),
                        name="a_plan_of_residents_has_their_body",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_year__range", (1990, 2100)),
                            ("until_year__gt", models.F("from_year")),
                            ("until_year__lte", 2150),
                        ),
                        name="a_vision_runs_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("adopted_by__in", ["council", "college", "residents"]),
                                ("adopted_on__isnull", False),
                                ("state__in", ("adopted", "replaced")),
                                models.Q(
                                    ("adopted_by__in", ["council", "college"]), ("decision_number", ""), _negated=True
                                ),
                            ),
                            models.Q(
                                models.Q(("state__in", ("adopted", "replaced")), _negated=True),
                                ("adopted_by", ""),
                                ("adopted_on__isnull", True),
                                ("decision_number", ""),
                            ),
                            _connector="OR",
                        ),
                        name="a_vision_is_adopted_by_a_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("load_limit", models.PositiveSmallIntegerField(default=12)),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "year"), name="a_year_is_planned_once"),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1990, 2100))), name="a_year_plan_is_of_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("load_limit__range", (1, 1000))), name="a_load_has_a_limit"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "voorgesteld"),
                            ("planned", "gepland"),
                            ("running", "loopt"),
                            ("waiting", "wacht"),
                            ("done", "klaar"),
                            ("stopped", "gestopt"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("state_reason", models.TextField(blank=True)),
                ("from_month", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("until_month", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_quick_win", models.BooleanField(default=False)),
                ("is_public", models.BooleanField(default=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "agenda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="plans.agenda"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "puller_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "puller_person",
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
                "ordering": ["agenda_id", "number"],
                "indexes": [models.Index(fields=["municipality", "-changed_at", "-id"], name="item_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("agenda", "number"), name="an_item_has_its_number"),
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="an_item_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="an_item_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "planned", "running", "waiting", "done", "stopped"])
                        ),
                        name="an_item_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("puller_person__isnull", True), ("puller_organisation__isnull", True), _connector="OR"
                        ),
                        name="one_party_pulls",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "stopped"]), ("state_reason", ""), _negated=True),
                        name="what_waits_or_stopped_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_on__isnull", False), ("state", "done")),
                            models.Q(models.Q(("state", "done"), _negated=True), ("done_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="what_is_done_was_so_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_month__isnull", True), ("until_month__isnull", True)),
                            models.Q(
                                ("from_month__isnull", False),
                                ("from_month__range", (1, 12)),
                                ("until_month__gte", models.F("from_month")),
                                ("until_month__isnull", False),
                                ("until_month__range", (1, 12)),
                            ),
                            _connector="OR",
                        ),
                        name="an_item_is_planned_in_months_of_its_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Beacon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("explanation", models.CharField(blank=True, max_length=500)),
                (
                    "frame",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="beacons", to="plans.assessmentframe"
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
                "ordering": ["frame_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("frame", "number"), name="a_beacon_has_its_number"),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_beacon_has_a_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("making", "in de maak"), ("adopted", "vastgesteld")], default="making", max_length=10
                    ),
                ),
                ("summary", models.TextField(blank=True)),
                ("adopted_on", models.DateField(blank=True, null=True)),
                ("adopted_by", models.CharField(blank=True, max_length=200)),
                ("shown", models.JSONField(blank=True, null=True)),
                ("counted_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "work_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.workarea"
                    ),
                ),
                (
                    "vision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.vision",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "work_area__name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("work_area", "year"), name="an_area_has_one_evaluation_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1990, 2100))), name="an_evaluation_is_of_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["making", "adopted"])), name="an_evaluation_has_a_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("adopted_by", ""),
                                ("adopted_on__isnull", True),
                                ("shown__isnull", True),
                                ("state", "making"),
                            ),
                            models.Q(
                                ("adopted_on__isnull", False),
                                ("shown__isnull", False),
                                ("state", "adopted"),
                                models.Q(("adopted_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_adopted_evaluation_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("goal", "doel"), ("project", "project dat bewoners willen")],
                        default="goal",
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True)),
                ("lineage", models.UUIDField(default=uuid.uuid4)),
                ("told_answer_id", models.BigIntegerField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="plans.municipaltheme",
                    ),
                ),
                (
                    "vision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="goals", to="plans.vision"
                    ),
                ),
            ],
            options={
                "verbose_name": "doel",
                "ordering": ["vision_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("vision", "number"), name="a_goal_has_its_number"),
                    models.UniqueConstraint(fields=("vision", "lineage"), name="a_goal_is_in_a_vision_once"),
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="a_goal_has_a_title"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["goal", "project"])), name="a_goal_has_a_kind"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=100)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "coordinator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "work_area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.workarea",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="plans.yearplan"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "work_area"), name="an_area_stands_in_a_year_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), ("work_area__isnull", False)),
                            models.Q(("work_area__isnull", True), models.Q(("name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_row_is_an_area_or_has_a_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("from_year", models.PositiveSmallIntegerField()),
                ("until_year", models.PositiveSmallIntegerField()),
                ("outlives_because", models.CharField(blank=True, max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "in de maak"),
                            ("agreed", "afgesproken met bewoners"),
                            ("adopted", "vastgesteld"),
                            ("closed", "afgesloten"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("adopted_on", models.DateField(blank=True, null=True)),
                ("decision_number", models.CharField(blank=True, max_length=60)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "work_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.workarea"
                    ),
                ),
                (
                    "vision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="plans.vision",
                    ),
                ),
            ],
            options={
                "verbose_name": "wijkprogramma",
                "ordering": ["-from_year", "-id"],
                "indexes": [
                    models.Index(
                        fields=["municipality", "work_area", "-from_year", "-id"], name="programmes_of_an_area"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="a_programme_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_programme_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "agreed", "adopted", "closed"])),
                        name="a_programme_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_year__range", (1990, 2100)),
                            ("until_year__gte", models.F("from_year")),
                            ("until_year__lte", 2150),
                        ),
                        name="a_programme_runs_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("adopted_on__isnull", False), ("state__in", ["adopted", "closed"])),
                            models.Q(
                                models.Q(("state__in", ["adopted", "closed"]), _negated=True),
                                ("adopted_on__isnull", True),
                                ("decision_number", ""),
                            ),
                            _connector="OR",
                        ),
                        name="an_adopted_programme_was_so_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "needed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="needed_by", to="plans.plannedstep"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="needs", to="plans.plannedstep"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("step", "needed"), name="a_step_needs_another_once"),
                    models.CheckConstraint(
                        condition=models.Q(("step", models.F("needed")), _negated=True),
                        name="a_step_does_not_need_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepShift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was_from", models.DateField()),
                ("was_until", models.DateField()),
                ("now_from", models.DateField()),
                ("now_until", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "because_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="plans.plannedstep",
                    ),
                ),
                (
                    "by_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shifts", to="plans.plannedstep"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="a_shift_says_why")
                ],
            },
        ),
        migrations.CreateModel(
            name="ThemeElaboration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="elaborations",
                        to="plans.municipaltheme",
                    ),
                ),
                (
                    "work_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.workarea"
                    ),
                ),
            ],
            options={
                "verbose_name": "uitwerking van een thema",
                "ordering": ["work_area__name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("theme", "work_area"), name="an_area_works_a_theme_out_once"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="an_elaboration_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisionVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=120)),
                ("content", models.JSONField()),
                ("is_public", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "vision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="plans.vision"
                    ),
                ),
            ],
            options={
                "ordering": ["vision_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("vision", "number"), name="a_version_of_a_vision_has_its_number"),
                    models.CheckConstraint(
                        condition=models.Q(("label", ""), _negated=True), name="a_version_of_a_vision_has_a_label"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=30)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("is_undone", models.BooleanField(default=False)),
                ("plan_version", models.PositiveIntegerField()),
                (
                    "by_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "undoes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="plans.planmove",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="plans.yearplan"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["plan", "-id"], name="moves_of_a_plan")],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("assessed_on", models.DateField()),
                ("filled_in_by", models.CharField(max_length=200)),
                ("conclusion", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="plans.agendaitem",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "frame",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="plans.assessmentframe",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="plans.programme",
                    ),
                ),
            ],
            options={
                "ordering": ["-assessed_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item__isnull", True), ("programme__isnull", False)),
                            models.Q(("item__isnull", False), ("programme__isnull", True)),
                            _connector="OR",
                        ),
                        name="an_assessment_is_of_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("programme__isnull", False)),
                        fields=("frame", "programme", "assessed_on"),
                        name="a_programme_is_assessed_once_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("item__isnull", False)),
                        fields=("frame", "item", "assessed_on"),
                        name="an_item_is_assessed_once_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("strength", "dit gaat goed"), ("concern", "dit vraagt aandacht")], max_length=10
                    ),
                ),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        choices=[(3, "weegt zwaar"), (2, "weegt mee"), (1, "weegt licht")], default=2
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("explanation", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="plans.evaluation"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="plans.goal",
                    ),
                ),
            ],
            options={
                "ordering": ["evaluation_id", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("evaluation", "number"), name="a_finding_of_an_evaluation_has_its_number"
                    ),
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="a_finding_of_an_evaluation_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_finding_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["strength", "concern"])), name="a_finding_has_a_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__in", [3, 2, 1])), name="a_finding_has_a_weight"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "aspect",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="inspections.aspect",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="signals.category",
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="areas.indicator",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="plans.goal"
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
                "ordering": ["goal_id", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("category__isnull", False)),
                        fields=("goal", "category"),
                        name="a_subject_counts_once_a_goal",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("figure__isnull", False)),
                        fields=("goal", "figure"),
                        name="a_figure_counts_once_a_goal",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("aspect__isnull", False)),
                        fields=("goal", "aspect"),
                        name="an_aspect_counts_once_a_goal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("aspect__isnull", True), ("category__isnull", False), ("figure__isnull", True)),
                            models.Q(("aspect__isnull", True), ("category__isnull", True), ("figure__isnull", False)),
                            models.Q(("aspect__isnull", False), ("category__isnull", True), ("figure__isnull", True)),
                            _connector="OR",
                        ),
                        name="evidence_is_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("definition", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("number", "aantal"),
                            ("percentage", "percentage"),
                            ("mark", "rapportcijfer"),
                            ("ordinal", "oordeel in woorden, van slecht naar goed"),
                        ],
                        default="number",
                        max_length=10,
                    ),
                ),
                (
                    "better",
                    models.CharField(
                        choices=[("higher", "hoger is beter"), ("lower", "lager is beter")],
                        default="higher",
                        max_length=6,
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("decimals", models.PositiveSmallIntegerField(default=0)),
                (
                    "grain",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "een keer per jaar"), (2, "twee keer per jaar"), (4, "elk kwartaal")], default=1
                    ),
                ),
                ("labels", models.JSONField(blank=True, default=list)),
                ("national_key", models.CharField(blank=True, max_length=80)),
                ("national_code", models.CharField(blank=True, max_length=10)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "continues",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="plans.indicator",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="indicators", to="plans.goal"
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
                "ordering": ["goal_id", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="an_indicator_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["number", "percentage", "mark", "ordinal"])),
                        name="an_indicator_has_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("better__in", ["higher", "lower"])), name="an_indicator_has_a_better_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grain__in", [1, 2, 4])), name="an_indicator_has_a_grain"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decimals__lte", 4)), name="an_indicator_has_few_decimals"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("national_code", ""), ("national_key", "")),
                            models.Q(
                                ("grain", 1),
                                models.Q(("national_key", ""), _negated=True),
                                models.Q(("national_code", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_national_figure_is_of_an_area_and_a_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemPartner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("does", models.CharField(max_length=300)),
                ("amount_cents", models.BigIntegerField(blank=True, null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="partners", to="plans.agendaitem"
                    ),
                ),
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
            ],
            options={
                "ordering": ["organisation__name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "organisation"), name="a_partner_takes_part_once"),
                    models.CheckConstraint(
                        condition=models.Q(("does", ""), _negated=True), name="a_partner_does_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__isnull", True), ("amount_cents__gte", 0), _connector="OR"),
                        name="a_promise_is_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedActivity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("words", models.CharField(blank=True, max_length=100)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("is_doubtful", models.BooleanField(default=False)),
                ("from_month", models.PositiveSmallIntegerField()),
                ("until_month", models.PositiveSmallIntegerField()),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.activitycode"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="activities", to="plans.planrow"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "planned activities",
                "ordering": ["row_id", "from_month", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="an_activity_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_month__range", (1, 12)),
                            ("until_month__gte", models.F("from_month")),
                            ("until_month__range", (1, 12)),
                        ),
                        name="an_activity_is_in_months_of_its_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("code_year__isnull", True), ("code_year__range", (1990, 2100)), _connector="OR"
                        ),
                        name="a_code_is_of_a_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Effort",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("does", models.CharField(max_length=300)),
                ("amount_cents", models.BigIntegerField(blank=True, null=True)),
                ("reserved_on", models.DateField(blank=True, null=True)),
                ("from_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("until_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
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
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="efforts",
                        to="plans.goal",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="efforts", to="plans.programme"
                    ),
                ),
            ],
            options={
                "verbose_name": "inspanning",
                "ordering": ["programme_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "number"), name="an_effort_has_its_number"),
                    models.CheckConstraint(
                        condition=models.Q(("does", ""), _negated=True), name="an_effort_does_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__isnull", True), ("amount_cents__gt", 0), _connector="OR"),
                        name="money_of_an_effort_is_some",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reserved_on__isnull", True), ("amount_cents__isnull", False), _connector="OR"
                        ),
                        name="what_is_reserved_is_an_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_year__isnull", True), ("until_year__isnull", True)),
                            models.Q(("from_year__isnull", False), ("until_year__gte", models.F("from_year"))),
                            _connector="OR",
                        ),
                        name="an_effort_runs_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeAgreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("agreed_on", models.DateField()),
                ("words", models.CharField(blank=True, max_length=500)),
                ("of_version", models.PositiveIntegerField()),
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
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agreements", to="plans.programme"
                    ),
                ),
                (
                    "recorded_by",
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
                "ordering": ["agreed_on", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "organisation"), name="an_organisation_agrees_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="an_agreement_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgressNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("is_public", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="plans.agendaitem"
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
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_note_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_note_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RowTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(blank=True, max_length=200)),
                ("line", models.PositiveSmallIntegerField(default=0)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "code",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.activitycode",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="plans.planrow"
                    ),
                ),
            ],
            options={
                "ordering": ["line", "position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code__isnull", False), ("words", "")),
                            models.Q(("code__isnull", True), models.Q(("words", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_task_is_a_code_or_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignalTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received", models.PositiveIntegerField()),
                ("answered", models.PositiveIntegerField()),
                ("helped", models.PositiveIntegerField()),
                ("not_helped", models.PositiveIntegerField()),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="signals.category",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tallies", to="plans.evaluation"
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
                "ordering": ["-received", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("category__isnull", False)),
                        fields=("evaluation", "category"),
                        name="a_subject_is_tallied_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("category__isnull", True)),
                        fields=("evaluation",),
                        name="what_has_no_subject_is_tallied_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("introduction", models.TextField(blank=True)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("making", "in de maak"), ("open", "open"), ("closed", "gesloten")],
                        default="making",
                        max_length=10,
                    ),
                ),
                ("needs_code", models.BooleanField(default=True)),
                ("double_entry", models.BooleanField(default=False)),
                ("code_count", models.PositiveIntegerField(default=0)),
                ("asked_count", models.PositiveIntegerField(blank=True, null=True)),
                ("last_batch", models.UUIDField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="surveys", to="plans.evaluation"
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
                "ordering": ["-opens_on", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_survey_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_survey_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                        name="a_survey_closes_after_it_opens",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["making", "open", "closed"])), name="a_survey_has_a_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", False), ("state", "closed")),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("closed_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_closed_survey_was_so_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisionComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("said_at", models.DateTimeField()),
                (
                    "taken_over",
                    models.CharField(
                        choices=[
                            ("open", "nog te bekijken"),
                            ("yes", "overgenomen"),
                            ("partly", "deels overgenomen"),
                            ("no", "niet overgenomen"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("handled_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("is_public", models.BooleanField(default=False)),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to="plans.goal",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="plans.vision"
                    ),
                ),
            ],
            options={
                "ordering": ["plan_id", "number"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("email", ""), _negated=True),
                            _connector="OR",
                        ),
                        fields=["municipality", "handled_at"],
                        name="comments_with_a_name",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="a_visioncomment_has_its_number"),
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="a_visioncomment_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_visioncomment_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taken_over__in", ["open", "yes", "partly", "no"])),
                        name="a_visioncomment_is_taken_over_or_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handled_at__isnull", True), ("taken_over", "open")),
                            models.Q(models.Q(("taken_over", "open"), _negated=True), ("handled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_visioncomment_is_handled_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), ("taken_over__in", ["partly", "no"]), _negated=True),
                        name="a_visioncomment_not_taken_over_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BeaconMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("words", models.CharField(blank=True, max_length=1000)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="marks", to="plans.assessment"
                    ),
                ),
                (
                    "beacon",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.beacon"),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["assessment_id", "beacon__number"],
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "beacon"), name="a_beacon_is_marked_once"),
                    models.CheckConstraint(
                        condition=models.Q(("score__isnull", True), ("score__range", (1, 9)), _connector="OR"),
                        name="a_score_is_a_step",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parties", to="plans.finding"
                    ),
                ),
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
            ],
            options={
                "ordering": ["organisation__name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("finding", "organisation"), name="a_party_agrees_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("part", models.PositiveSmallIntegerField(default=1)),
                (
                    "known",
                    models.CharField(
                        choices=[
                            ("measured", "gemeten"),
                            ("not_measured", "niet gemeten"),
                            ("not_yet_known", "nog niet bekend"),
                        ],
                        default="measured",
                        max_length=14,
                    ),
                ),
                ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                ("is_zero", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("entered_at", models.DateTimeField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="measurements", to="plans.indicator"
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
                "ordering": ["indicator_id", "year", "part"],
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "year", "part"), name="a_period_is_measured_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_zero", True)),
                        fields=("indicator",),
                        name="an_indicator_begins_at_one_measurement",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1950, 2150))), name="a_measurement_is_of_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part__range", (1, 4))), name="a_measurement_is_of_a_part_of_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("known__in", ["measured", "not_measured", "not_yet_known"])),
                        name="a_measurement_is_known_or_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("known", "measured"), ("value__isnull", False), models.Q(("source", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("known", "measured"), _negated=True),
                                ("is_zero", False),
                                ("value__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_measured_has_a_value_and_a_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("said_at", models.DateTimeField()),
                (
                    "taken_over",
                    models.CharField(
                        choices=[
                            ("open", "nog te bekijken"),
                            ("yes", "overgenomen"),
                            ("partly", "deels overgenomen"),
                            ("no", "niet overgenomen"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("handled_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "effort",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="plans.effort",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="plans.programme"
                    ),
                ),
            ],
            options={
                "ordering": ["plan_id", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="a_programmecomment_has_its_number"),
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="a_programmecomment_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_programmecomment_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taken_over__in", ["open", "yes", "partly", "no"])),
                        name="a_programmecomment_is_taken_over_or_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handled_at__isnull", True), ("taken_over", "open")),
                            models.Q(models.Q(("taken_over", "open"), _negated=True), ("handled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_programmecomment_is_handled_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), ("taken_over__in", ["partly", "no"]), _negated=True),
                        name="a_programmecomment_not_taken_over_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeriesBreak",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("part", models.PositiveSmallIntegerField(default=1)),
                ("reason", models.CharField(max_length=500)),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="breaks", to="plans.indicator"
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
                "ordering": ["indicator_id", "year", "part"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "year", "part"), name="a_series_breaks_once_at_a_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_break_in_a_series_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1950, 2150))), name="a_break_is_in_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part__range", (1, 4))), name="a_break_is_in_a_part_of_a_year"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.CharField(max_length=64)),
                ("is_used", models.BooleanField(default=False)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="plans.survey"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "code_hash"), name="a_code_is_given_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mark", "rapportcijfer van 1 tot en met 10"),
                            ("one", "één antwoord kiezen"),
                            ("several", "meer antwoorden kiezen"),
                            ("agree", "mee eens of niet"),
                            ("words", "eigen woorden"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("explanation", models.CharField(blank=True, max_length=300)),
                ("choices", models.JSONField(blank=True, default=list)),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="plans.goal",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "question_set",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="plans.questionset",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="plans.survey",
                    ),
                ),
            ],
            options={
                "ordering": ["survey_id", "question_set_id", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("survey__isnull", False)),
                        fields=("survey", "number"),
                        name="a_question_has_its_number",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("question_set__isnull", False)),
                        fields=("question_set", "number"),
                        name="a_question_of_a_set_has_its_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("survey__isnull", True), ("question_set__isnull", True), _connector="XOR"),
                        name="a_question_is_asked_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_question_asks_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["mark", "one", "several", "agree", "words"])),
                        name="a_question_has_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("survey__isnull", False), ("goal__isnull", True), _connector="OR"),
                        name="only_a_survey_knows_goals",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyResponse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(choices=[("web", "op internet"), ("paper", "op papier")], max_length=6)),
                ("sheet", models.PositiveIntegerField(blank=True, null=True)),
                ("is_checked", models.BooleanField(default=False)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="responses", to="plans.survey"
                    ),
                ),
            ],
            options={
                "ordering": ["survey_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "client_key"), name="a_response_sent_twice_is_one"),
                    models.UniqueConstraint(
                        condition=models.Q(("sheet__isnull", False)),
                        fields=("survey", "sheet"),
                        name="a_sheet_is_entered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["web", "paper"])), name="a_response_came_somehow"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sheet__isnull", True), ("channel", "paper"), _connector="OR"),
                        name="only_paper_has_a_sheet",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("value", models.DecimalField(decimal_places=4, max_digits=16)),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="targets", to="plans.indicator"
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
                "ordering": ["indicator_id", "year"],
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "year"), name="a_year_has_one_target"),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1990, 2150))), name="a_target_is_of_a_year"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("words", models.TextField(blank=True)),
                (
                    "look",
                    models.CharField(
                        blank=True,
                        choices=[("waiting", "nog nakijken"), ("shown", "nagekeken"), ("withheld", "weggehaald")],
                        max_length=10,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.surveyquestion"
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="plans.surveyresponse"
                    ),
                ),
            ],
            options={
                "ordering": ["response_id", "question_id", "number"],
                "indexes": [models.Index(fields=["question", "number"], name="survey_answers_to_count")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number__isnull", False)),
                        fields=("response", "question", "number"),
                        name="an_answer_counts_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number__isnull", True)),
                        fields=("response", "question"),
                        name="words_are_given_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("look", ""), ("number__isnull", False), ("words", "")),
                            models.Q(
                                ("look__in", ["waiting", "shown"]),
                                ("number__isnull", True),
                                models.Q(("words", ""), _negated=True),
                            ),
                            models.Q(("look", "withheld"), ("number__isnull", True), ("words", "")),
                            _connector="OR",
                        ),
                        name="an_answer_is_a_number_or_words",
                    ),
                ],
            },
        ),
    ]
