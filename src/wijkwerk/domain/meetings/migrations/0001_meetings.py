import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_areas"),
        ("facilities", "0001_facilities"),
        ("people", "0002_table_of_attempts_to_sign_in"),
        ("plans", "0001_plans"),
        ("tenancy", "0001_the_municipality"),
        ("thread", "0001_answers_conditions_and_sources"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("link_key", models.CharField(max_length=60, unique=True)),
                ("made_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("title", models.CharField(max_length=160)),
                ("about", models.TextField(blank=True)),
                ("is_wide", models.BooleanField(default=False)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("is_open", models.BooleanField(default=False)),
                ("takes_registrations", models.BooleanField(default=False)),
                ("seats", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("kept_seats", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("sequence", models.PositiveIntegerField(default=0)),
                (
                    "agenda",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.agenda",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="facilities.facility",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
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
                ("work_areas", models.ManyToManyField(blank=True, related_name="+", to="areas.workarea")),
            ],
            options={
                "ordering": ["title", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_series_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kept_seats", 0),
                            ("seats__isnull", True),
                            ("kept_seats__lte", models.F("seats")),
                            _connector="OR",
                        ),
                        name="no_more_seats_are_kept_than_there_are",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("takes_registrations", False), ("is_open", True), _connector="OR"),
                        name="who_registers_comes_to_something_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KindSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=30)),
                ("name", models.CharField(max_length=80)),
                ("is_open", models.BooleanField(default=False)),
                ("parts", models.JSONField(blank=True, default=list)),
                ("is_used", models.BooleanField(default=True)),
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
                    models.UniqueConstraint(fields=("municipality", "code"), name="a_kind_of_meeting_is_set_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_kind_of_meeting_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("weekly", "elke week"),
                            ("fortnightly", "om de week"),
                            ("monthly", "elke maand, dezelfde week van de maand"),
                        ],
                        max_length=12,
                    ),
                ),
                ("first_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("from_time", models.TimeField()),
                ("until_time", models.TimeField()),
                ("made_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="meetings.series"
                    ),
                ),
            ],
            options={
                "ordering": ["first_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["weekly", "fortnightly", "monthly"])),
                        name="a_schedule_has_a_rhythm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_time__gt", models.F("from_time"))),
                        name="a_meeting_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None), ("until_on__gte", models.F("first_on")), _connector="OR"
                        ),
                        name="a_schedule_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("residents_body", "wijkraad"),
                            ("coordinator", "wijkregisseur"),
                            ("alderman", "wijkwethouder"),
                            ("specialist", "vakspecialist"),
                            ("partner", "partner"),
                            ("desk", "baliemedewerker"),
                            ("clerk", "griffie"),
                            ("administrator", "beheerder"),
                            ("host", "gastheer of gastvrouw"),
                            ("volunteer", "vrijwilliger aan de balie"),
                            ("treasurer", "budgethouder"),
                        ],
                        max_length=30,
                    ),
                ),
                ("leads", models.BooleanField(default=False)),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
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
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="meetings.series"
                    ),
                ),
            ],
            options={
                "ordering": ["-leads", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", True), ("person__isnull", False), ("role", "")),
                            models.Q(("organisation__isnull", False), ("person__isnull", True), ("role", "")),
                            models.Q(
                                ("organisation__isnull", True),
                                ("person__isnull", True),
                                models.Q(("role", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="who_takes_part_is_a_person_an_organisation_or_a_role",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("series", "person"),
                        name="a_person_takes_part_in_it_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organisation__isnull", False)),
                        fields=("series", "organisation"),
                        name="an_organisation_takes_part_in_it_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", ""), _negated=True),
                        fields=("series", "role"),
                        name="a_role_takes_part_in_it_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slot_on", models.DateField(blank=True, null=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("title", models.CharField(blank=True, max_length=160)),
                ("about", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "gepland"),
                            ("begun", "agenda ligt vast"),
                            ("done", "verslag is klaar"),
                            ("cancelled", "gaat niet door"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("cancelled_because", models.CharField(blank=True, max_length=300)),
                ("moved_because", models.CharField(blank=True, max_length=300)),
                ("seats", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("kept_seats", models.PositiveSmallIntegerField(default=0)),
                ("frozen_at", models.DateTimeField(blank=True, null=True)),
                ("minuted_at", models.DateTimeField(blank=True, null=True)),
                ("visitors", models.PositiveIntegerField(blank=True, null=True)),
                ("registered", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "facility",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="facilities.facility",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
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
                (
                    "schedule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="meetings.schedule",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="meetings.series"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "id"],
                "indexes": [models.Index(fields=["municipality", "starts_at", "id"], name="meeting_moment")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("slot_on__isnull", False)),
                        fields=("schedule", "slot_on"),
                        name="a_moment_has_one_meeting",
                    ),
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_meeting_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("schedule__isnull", True), ("slot_on__isnull", True)),
                            models.Q(("schedule__isnull", False), ("slot_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_moment_is_of_a_schedule",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="one_meeting_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planned", "begun", "done", "cancelled"])),
                        name="a_meeting_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), models.Q(("cancelled_because", ""), _negated=True)),
                            models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancelled_because", "")),
                            _connector="OR",
                        ),
                        name="what_is_called_off_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frozen_at__isnull", False), ("state__in", ("begun", "done"))),
                            models.Q(
                                models.Q(("state__in", ("begun", "done")), _negated=True), ("frozen_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="a_frozen_agenda_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("minuted_at__isnull", False), ("state", "done")),
                            models.Q(models.Q(("state", "done"), _negated=True), ("minuted_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="minutes_have_their_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kept_seats", 0),
                            ("seats__isnull", True),
                            ("kept_seats__lte", models.F("seats")),
                            _connector="OR",
                        ),
                        name="no_more_places_are_kept_than_there_are",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Point",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("actions", "Acties die nog openstaan"),
                            ("items", "Voortgang per project"),
                            ("changes", "Projecten die zijn veranderd"),
                            ("promises", "Afspraken die te laat zijn"),
                            ("signals", "Nieuwe meldingen uit het gebied"),
                            ("findings", "Nieuwe bevindingen"),
                            ("own", "Eigen punt"),
                        ],
                        default="own",
                        max_length=10,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=160)),
                ("about", models.TextField(blank=True)),
                ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_left_out", models.BooleanField(default=False)),
                ("notes", models.TextField(blank=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="meetings.meeting"
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
                "ordering": ["order", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_point_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part__in", ["actions", "items", "changes", "promises", "signals", "findings", "own"])
                        ),
                        name="a_point_is_of_a_part",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("post", "Brief"),
                            ("phone", "Telefoon"),
                            ("none", "Geen bericht"),
                        ],
                        max_length=10,
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("place", "heeft een plek"),
                            ("waiting", "op de wachtlijst"),
                            ("cancelled", "afgemeld"),
                        ],
                        max_length=10,
                    ),
                ),
                ("seat", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("link_key", models.CharField(max_length=40, unique=True)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("is_by_staff", models.BooleanField(default=False)),
                ("registered_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("called_at", models.DateTimeField(blank=True, null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="meetings.meeting"
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
                "ordering": ["registered_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("seat__isnull", False)),
                        fields=("meeting", "seat"),
                        name="a_place_is_given_once",
                    ),
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="a_registration_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seat__gte", 1), ("state", "place")),
                            models.Q(models.Q(("state", "place"), _negated=True), ("seat__isnull", True)),
                            _connector="OR",
                        ),
                        name="who_comes_has_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "none"), ("address", "")),
                            models.Q(
                                models.Q(("channel", "none"), _negated=True), models.Q(("address", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="who_wants_to_hear_can_be_reached",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="who_comes_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                ("about_kind", models.CharField(blank=True, max_length=60)),
                ("about_id", models.BigIntegerField(blank=True, null=True)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("words", models.TextField(blank=True)),
                ("inside", models.TextField(blank=True)),
                ("state", models.CharField(blank=True, max_length=80)),
                ("tone", models.CharField(blank=True, max_length=10)),
                ("changes", models.JSONField(blank=True, default=list)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="meetings.point"
                    ),
                ),
            ],
            options={
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500)),
                ("reason", models.TextField(blank=True)),
                ("is_public", models.BooleanField(default=False)),
                ("decided_at", models.DateTimeField()),
                ("meets", models.ManyToManyField(blank=True, related_name="+", to="thread.condition")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="meetings.meeting"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="decisions",
                        to="meetings.point",
                    ),
                ),
            ],
            options={
                "ordering": ["-decided_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "number"), name="a_decision_has_its_number"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_decision_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=300)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "gedaan"), ("stopped", "gestopt")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_words", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="meetings.meeting"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="actions",
                        to="meetings.point",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["municipality", "due_on", "id"],
                        name="action_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("what", ""), _negated=True), name="an_action_says_what"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owner_person__isnull", True), ("owner_organisation__isnull", True), _connector="OR"
                        ),
                        name="an_action_is_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_action_ended_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "stopped"), _negated=True),
                            models.Q(("ended_words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="what_is_stopped_says_why",
                    ),
                ],
            },
        ),
    ]
