import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_areas"),
        ("files", "0001_photos"),
        ("people", "0002_table_of_attempts_to_sign_in"),
        ("tenancy", "0001_the_municipality"),
    ]

    operations = [
        migrations.CreateModel(
            name="Category",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80)),
                ("name", models.CharField(max_length=120)),
                ("group", models.CharField(blank=True, max_length=120)),
                ("guidance", models.CharField(blank=True, max_length=300)),
                ("trade", models.CharField(blank=True, max_length=60)),
                ("answer_within", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("order", models.PositiveSmallIntegerField(default=100)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "categories",
                "ordering": ["order", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "code"), name="a_category_has_one_code")
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("query", models.CharField(max_length=1000)),
                ("is_shared", models.BooleanField(default=False)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("person", "name"), name="a_kept_filter_has_one_name")],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("description", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_because", models.TextField(blank=True)),
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
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            models.Q(("closed_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_closed_theme_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoutingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "work_area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="areas.workarea",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("municipality"),
                        django.db.models.functions.comparison.Coalesce("category", 0),
                        django.db.models.functions.comparison.Coalesce("work_area", 0),
                        name="one_rule_per_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", True), ("organisation__isnull", True), _connector="XOR"),
                        name="a_rule_names_one_party",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "melding"),
                            ("question", "vraag"),
                            ("request", "verzoek"),
                            ("idea", "idee"),
                            ("concern", "zorg"),
                            ("chance", "kans"),
                            ("compliment", "compliment"),
                        ],
                        default="report",
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "concept"),
                            ("new", "nieuw"),
                            ("open", "in behandeling"),
                            ("asked", "wacht op melder"),
                            ("conditional", "wacht op voorwaarde"),
                            ("underway", "wordt gedaan"),
                            ("done", "afgerond"),
                            ("withdrawn", "ingetrokken"),
                            ("merged", "samengevoegd"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "website"),
                            ("desk", "balie"),
                            ("phone", "telefoon"),
                            ("street", "op straat"),
                            ("email", "e-mail"),
                            ("post", "brief"),
                            ("open311", "Open311"),
                            ("import", "ingelezen"),
                        ],
                        default="web",
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "place_kind",
                    models.CharField(
                        choices=[
                            ("none", "geen plek"),
                            ("point", "punt op de kaart"),
                            ("address", "adres"),
                            ("area", "gebied"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("buurt_code", models.CharField(blank=True, max_length=10)),
                ("handed_at", models.DateTimeField(blank=True, null=True)),
                ("picked_up_at", models.DateTimeField(blank=True, null=True)),
                ("escalated_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("reported_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("due_on", models.DateField(blank=True, null=True)),
                ("expected_on", models.DateField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("reopened_count", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("is_public", models.BooleanField(default=False)),
                ("public_text", models.TextField(blank=True)),
                ("public_lat", models.FloatField(blank=True, null=True)),
                ("public_lon", models.FloatField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("imported_as", models.CharField(blank=True, max_length=120)),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="signals.category",
                    ),
                ),
                (
                    "handler_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "handler_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="signals.signal",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.municipality",
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
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="signals",
                        to="signals.theme",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["municipality", "-reported_at", "-id"], name="signal_newest"),
                    models.Index(
                        fields=["municipality", "work_area", "-reported_at", "-id"], name="signal_area_newest"
                    ),
                    models.Index(fields=["municipality", "changed_at", "id"], name="signal_changed"),
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["work_area", "-reported_at", "-id"],
                        name="signal_area_active",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["municipality", "-reported_at", "-id"],
                        name="signal_newest_active",
                    ),
                    models.Index(
                        condition=models.Q(("due_on__isnull", False)),
                        fields=["municipality", "due_on", "id"],
                        name="signal_due",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True), ("handler_person__isnull", False)),
                        fields=["handler_person", "-reported_at", "-id"],
                        name="signal_of_person",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True), ("handler_organisation__isnull", False)),
                        fields=["handler_organisation", "-reported_at", "-id"],
                        name="signal_of_organisation",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True), ("lat__isnull", False)),
                        fields=["municipality", "lat", "lon"],
                        name="signal_near",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["municipality", "-reported_at", "-id"],
                        name="signal_public",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="sent_twice_is_one"),
                    models.UniqueConstraint(
                        condition=models.Q(("imported_as", ""), _negated=True),
                        fields=("municipality", "imported_as"),
                        name="imported_twice_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("new", "open", "asked", "conditional", "underway")), _negated=True),
                            ("closed_at__isnull", True),
                            _connector="OR",
                        ),
                        name="what_runs_is_not_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            ("state", "withdrawn"),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_signal_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat__isnull", True), ("lon__isnull", True)),
                            models.Q(("lat__range", (-90.0, 90.0)), ("lon__range", (-180.0, 180.0))),
                            _connector="OR",
                        ),
                        name="a_point_has_two_numbers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("state", "merged")),
                            models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)),
                            _connector="OR",
                        ),
                        name="merged_says_into_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="not_merged_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_public", False), models.Q(("public_text", ""), _negated=True), _connector="OR"
                        ),
                        name="public_text_is_checked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("handler_person__isnull", True), ("handler_organisation__isnull", True), _connector="OR"
                        ),
                        name="one_party_takes_it_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upkeep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.CharField(blank=True, max_length=60)),
                ("does", models.CharField(max_length=500)),
                ("planned", models.CharField(blank=True, max_length=300)),
                ("planned_from", models.DateField(blank=True, null=True)),
                ("planned_until", models.DateField(blank=True, null=True)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="signals.category"
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="areas.workarea",
                    ),
                ),
            ],
            options={
                "ordering": ["category__order", "category__name"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("municipality"),
                        models.F("category"),
                        django.db.models.functions.comparison.Coalesce("work_area", 0),
                        name="one_upkeep_of_a_subject_in_an_area",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("does", ""), _negated=True), name="upkeep_says_what_is_done"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("planned", ""), ("planned_from__isnull", True), ("planned_until__isnull", True)),
                            models.Q(
                                models.Q(("planned", ""), _negated=True),
                                ("planned_from__isnull", False),
                                ("planned_until__gte", models.F("planned_from")),
                                ("planned_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_planned_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reporter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("link_key", models.CharField(max_length=40, unique=True)),
                ("link_until", models.DateField(blank=True, null=True)),
                ("name", models.CharField(blank=True, max_length=120)),
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
                ("reply_address", models.CharField(blank=True, max_length=250)),
                ("words", models.TextField(blank=True)),
                ("is_first", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField()),
                ("is_helped", models.BooleanField(blank=True, null=True)),
                ("helped_at", models.DateTimeField(blank=True, null=True)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reporters", to="signals.signal"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["municipality", "reply_address"], name="reporter_address")],
                "constraints": [
                    models.UniqueConstraint(fields=("signal", "client_key"), name="who_joins_twice_is_one"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_first", True)), fields=("signal",), name="one_said_it_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply_by", "none"), models.Q(("reply_address", ""), _negated=True), _connector="OR"
                        ),
                        name="a_way_to_reply_has_an_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "direction",
                    models.CharField(
                        choices=[("from", "van de melder"), ("to", "aan de melder"), ("note", "notitie")], max_length=4
                    ),
                ),
                ("text", models.TextField()),
                ("is_question", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
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
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="signals.reporter",
                    ),
                ),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="signals.signal"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["signal", "at"], name="message_of_signal")],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_message_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_message_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignalPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_public", models.BooleanField(default=False)),
                ("added_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "photo",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="files.photo"
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="signals.reporter",
                    ),
                ),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="signals.signal"
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "id"],
            },
        ),
    ]
