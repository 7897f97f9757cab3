import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_areas"),
        ("files", "0001_photos"),
        ("tenancy", "0001_the_municipality"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254)),
                ("is_active", models.BooleanField(default=True)),
                ("sessions_number", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="an_address_has_one_account"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("residents_body", "Bewonersorganisatie"),
                            ("municipality", "Gemeente"),
                            ("housing", "Wonen"),
                            ("welfare", "Welzijn"),
                            ("care", "Zorg"),
                            ("police", "Politie"),
                            ("school", "School"),
                            ("association", "Vereniging"),
                            ("shop", "Winkel of bedrijf"),
                            ("religious", "Geloofsgemeenschap"),
                            ("other", "Anders"),
                        ],
                        max_length=20,
                    ),
                ),
                ("about", models.TextField(blank=True)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("website", models.URLField(blank=True)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("own_role", models.TextField(blank=True)),
                ("expects", models.TextField(blank=True)),
                ("is_expected", models.TextField(blank=True)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                ("work_areas", models.ManyToManyField(blank=True, related_name="organisations", to="areas.workarea")),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "name"), name="an_organisation_has_its_own_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "residents_body"),
                            models.Q(("expects", ""), ("is_expected", ""), ("own_role", "")),
                            _connector="OR",
                        ),
                        name="only_a_residents_body_has_a_role_and_expectations",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("function", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("contact_is_public", models.BooleanField(default=False)),
                ("findable", models.TextField(blank=True)),
                ("is_active", models.BooleanField(default=True)),
                ("left_on", models.DateField(blank=True, null=True)),
                ("is_erased", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="persons",
                        to=settings.AUTH_USER_MODEL,
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
                        related_name="persons",
                        to="people.organisation",
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
                ("is_listed", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("account__isnull", False)),
                        fields=("municipality", "account"),
                        name="an_account_is_one_person_in_a_municipality",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_active", True), ("left_on", None)),
                            models.Q(("is_active", False), ("left_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="who_left_did_so_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Covenant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160)),
                ("aim", models.TextField()),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=300)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "renews",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewed_by",
                        to="people.covenant",
                    ),
                ),
                (
                    "work_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="covenants", to="areas.workarea"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="covenants", to="people.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["title", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("aim", ""), _negated=True)
                        ),
                        name="a_covenant_has_an_aim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on", None), ("until_on__gt", models.F("from_on")), _connector="OR"),
                        name="a_covenant_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_because", ""), ("ended_on", None)),
                            models.Q(
                                ("ended_on__gte", models.F("from_on")), models.Q(("ended_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_covenant_ends_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("renews", None), models.Q(("renews", models.F("id")), _negated=True), _connector="OR"
                        ),
                        name="a_covenant_renews_another",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                        fields=("person",),
                        name="a_person_has_one_open_invitation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_at", None), ("withdrawn_at", None), _connector="OR"),
                        name="an_accepted_invitation_is_not_withdrawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=120)),
                ("function", models.CharField(blank=True, max_length=80)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="people.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["from_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person", None), models.Q(("name", ""), _negated=True)),
                            models.Q(("name", ""), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_member_is_a_person_or_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"),
                        name="a_membership_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
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
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
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
                        related_name="assignments",
                        to="areas.workarea",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="assignments", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["from_on", "id"],
                "indexes": [models.Index(fields=["work_area", "role"], name="people_role_in_area")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("work_area", None),
                                models.Q(
                                    (
                                        "role__in",
                                        (
                                            "residents_body",
                                            "coordinator",
                                            "alderman",
                                            "specialist",
                                            "partner",
                                            "host",
                                            "volunteer",
                                        ),
                                    ),
                                    _negated=True,
                                ),
                            ),
                            models.Q(
                                (
                                    "role__in",
                                    (
                                        "residents_body",
                                        "coordinator",
                                        "alderman",
                                        "specialist",
                                        "partner",
                                        "host",
                                        "volunteer",
                                    ),
                                ),
                                ("work_area__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_role_in_an_area_has_one_and_others_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"),
                        name="a_role_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="absences", to="people.person"
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replacements",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["from_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gt", models.F("from_on"))), name="who_is_away_comes_back_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by", None),
                            models.Q(("replaced_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_replaces_themselves",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ring",
                    models.CharField(
                        choices=[("core", "Kern"), ("trades", "Vakmensen"), ("allies", "Bondgenoten")], max_length=10
                    ),
                ),
                ("trade", models.CharField(blank=True, max_length=40)),
                ("takes_signals", models.BooleanField(default=False)),
                ("order", models.PositiveSmallIntegerField(default=100)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
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
                        related_name="team_places",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="team_places",
                        to="people.person",
                    ),
                ),
                (
                    "work_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="team_members", to="areas.workarea"
                    ),
                ),
            ],
            options={
                "ordering": ["order", "id"],
                "indexes": [models.Index(fields=["work_area", "ring"], name="people_team_ring")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", False), ("organisation__isnull", False), _connector="OR"),
                        name="a_team_member_is_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"),
                        name="a_place_in_a_team_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_organisation", models.BooleanField(default=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("hours", "Uren"), ("money", "Geld"), ("jobs", "Klussen"), ("premises", "Ruimte")],
                        max_length=10,
                    ),
                ),
                ("amount", models.PositiveBigIntegerField(blank=True, null=True)),
                (
                    "per",
                    models.CharField(
                        blank=True, choices=[("month", "per maand"), ("quarter", "per kwartaal")], max_length=10
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "covenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="commitments", to="people.covenant"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["hours", "money", "jobs", "premises"])),
                        name="a_commitment_is_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="a_commitment_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", None), ("kind", "premises"), ("per", "")),
                            models.Q(
                                models.Q(("kind", "premises"), _negated=True),
                                ("amount__gte", 1),
                                ("per__in", ["month", "quarter"]),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_counted_has_an_amount_and_a_term",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("amount", models.PositiveBigIntegerField()),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("about_kind", models.CharField(blank=True, max_length=40)),
                ("about_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="people.commitment"
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
                "ordering": ["-on", "-id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gte", 1)), name="something_was_delivered"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about_id", None), ("about_kind", ""), models.Q(("evidence", ""), _negated=True)),
                            models.Q(("about_id__isnull", False), models.Q(("about_kind", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_delivery_can_be_seen_somewhere",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("about_id__isnull", False)),
                        fields=("commitment", "about_kind", "about_id"),
                        name="a_thing_is_delivered_once_for_a_commitment",
                    ),
                ],
            },
        ),
    ]
