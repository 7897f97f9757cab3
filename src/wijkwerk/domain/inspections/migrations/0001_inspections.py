import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_areas"),
        ("files", "0001_photos"),
        ("people", "0002_table_of_attempts_to_sign_in"),
        ("signals", "0001_the_signals"),
        ("tenancy", "0001_the_municipality"),
    ]

    operations = [
        migrations.CreateModel(
            name="FixedPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("hint", models.CharField(blank=True, max_length=200)),
                ("lat", models.FloatField()),
                ("lon", models.FloatField()),
                ("ended_on", models.DateField(blank=True, null=True)),
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
                "ordering": ["work_area_id", "name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("work_area", "name"),
                        name="a_fixed_point_has_its_own_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_fixed_point_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lat__range", (-90, 90)), ("lon__range", (-180, 180))),
                        name="a_fixed_point_is_somewhere",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("makes_signals", models.BooleanField(default=False)),
                ("days_to_answer", models.PositiveSmallIntegerField(default=20)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("municipality",), name="inspections_are_set_up_once"),
                    models.CheckConstraint(
                        condition=models.Q(("days_to_answer__range", (1, 250))), name="a_finding_has_days_to_answer"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("levels", "niveaus, zoals A+ tot en met D"),
                            ("labels", "woorden, zoals goed, matig en slecht"),
                            ("mark", "rapportcijfer van 1 tot en met 10"),
                        ],
                        max_length=6,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("norm", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "follows",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="inspections.scale",
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
                "ordering": ["name", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "name", "version"), name="a_version_of_a_scale_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["levels", "labels", "mark"])), name="a_scale_has_a_kind"
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="a_scale_has_a_name"),
                    models.CheckConstraint(condition=models.Q(("norm__range", (1, 10))), name="a_norm_is_a_level"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
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
                    models.UniqueConstraint(fields=("municipality", "name"), name="a_subject_has_its_own_name"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_subject_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Aspect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("looks_at", models.CharField(blank=True, max_length=300)),
                (
                    "season",
                    models.CharField(
                        choices=[
                            ("all", "hele jaar"),
                            ("spring", "voorjaar"),
                            ("summer", "zomer"),
                            ("autumn", "najaar"),
                            ("winter", "winter"),
                        ],
                        default="all",
                        max_length=6,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aspects", to="inspections.subject"
                    ),
                ),
            ],
            options={
                "ordering": ["subject__name", "name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "name"), name="an_aspect_has_its_own_name"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="an_aspect_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("season__in", ["all", "spring", "summer", "autumn", "winter"])),
                        name="an_aspect_has_a_season",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=30)),
                ("meaning", models.CharField(blank=True, max_length=200)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="levels", to="inspections.scale"
                    ),
                ),
            ],
            options={
                "ordering": ["scale_id", "-value"],
                "constraints": [
                    models.UniqueConstraint(fields=("scale", "value"), name="levels_stand_in_an_order"),
                    models.UniqueConstraint(fields=("scale", "code"), name="a_level_has_its_own_code"),
                    models.CheckConstraint(
                        condition=models.Q(("value__range", (1, 10))), name="a_scale_has_ten_levels_at_most"
                    ),
                    models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="a_level_has_a_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("gathers", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("prepared", "voorbereid"), ("walked", "gelopen"), ("closed", "afgesloten")],
                        default="prepared",
                        max_length=10,
                    ),
                ),
                ("walked_at", models.DateTimeField(blank=True, null=True)),
                ("list_sent_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("aspects", models.ManyToManyField(related_name="+", to="inspections.aspect")),
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
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inspections.scale"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inspections.subject"
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
                "indexes": [
                    models.Index(fields=["municipality", "-on", "-id"], name="inspections_newest"),
                    models.Index(fields=["work_area", "on"], name="inspections_of_an_area"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="an_inspection_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="an_inspection_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["prepared", "walked", "closed"])),
                        name="an_inspection_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "prepared"), ("walked_at", None)),
                            models.Q(models.Q(("state", "prepared"), _negated=True), ("walked_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="what_was_walked_was_so_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at", None)),
                            _connector="OR",
                        ),
                        name="an_inspection_was_closed_at_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferencePicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("alt", models.CharField(max_length=300)),
                (
                    "aspect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="inspections.aspect"
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inspections.level"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.photo"),
                ),
            ],
            options={
                "ordering": ["aspect_id", "-level__value"],
                "constraints": [
                    models.UniqueConstraint(fields=("aspect", "level"), name="a_level_of_an_aspect_has_one_picture"),
                    models.CheckConstraint(
                        condition=models.Q(("alt", ""), _negated=True), name="a_picture_is_said_in_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seed", models.CharField(max_length=120)),
                ("rule", models.CharField(max_length=40)),
                ("outline", models.JSONField()),
                ("first", models.PositiveSmallIntegerField(default=1)),
                ("count", models.PositiveSmallIntegerField()),
                ("drawn_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="draws", to="inspections.inspection"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "seed", "first"), name="points_are_drawn_once"),
                    models.CheckConstraint(condition=models.Q(("seed", ""), _negated=True), name="a_draw_has_a_seed"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Walker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        max_length=10,
                    ),
                ),
                ("reply_address", models.CharField(blank=True, max_length=250)),
                ("link_key", models.CharField(max_length=40, unique=True)),
                ("is_on_paper", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField()),
                ("agrees", models.BooleanField(blank=True, null=True)),
                ("agrees_words", models.TextField(blank=True)),
                ("agrees_at", models.DateTimeField(blank=True, null=True)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="walkers", to="inspections.inspection"
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["joined_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "person"), name="a_person_walks_along_once"),
                    models.UniqueConstraint(fields=("inspection", "organisation"), name="a_body_walks_along_once"),
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_walker_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("person", None), ("organisation", None), _connector="OR"),
                        name="a_walker_is_a_person_or_a_body",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply_by", "none"), models.Q(("reply_address", ""), _negated=True), _connector="OR"
                        ),
                        name="a_walker_who_wants_to_hear_is_reached",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Spot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("hint", models.CharField(blank=True, max_length=200)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("draw_number", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "draw",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spots",
                        to="inspections.draw",
                    ),
                ),
                (
                    "fixed_point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spots",
                        to="inspections.fixedpoint",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spots", to="inspections.inspection"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="inspections.walker",
                    ),
                ),
            ],
            options={
                "ordering": ["inspection_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "number"), name="a_spot_has_its_number"),
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_spot_sent_twice_is_one"),
                    models.UniqueConstraint(fields=("inspection", "fixed_point"), name="a_fixed_point_is_passed_once"),
                    models.UniqueConstraint(fields=("draw", "draw_number"), name="a_drawn_point_is_passed_once"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="a_spot_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat", None), ("lon", None)),
                            models.Q(
                                ("lat__isnull", False),
                                ("lat__range", (-90, 90)),
                                ("lon__isnull", False),
                                ("lon__range", (-180, 180)),
                            ),
                            _connector="OR",
                        ),
                        name="a_spot_is_somewhere",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True)),
                ("is_by_norm", models.BooleanField(default=False)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "nog niet beantwoord"), ("done", "gedaan"), ("not_done", "gebeurt niet")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_on", models.DateField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "aspect",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inspections.aspect",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
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
                    "signal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="signals.signal",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="inspections.inspection",
                    ),
                ),
                (
                    "spot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inspections.spot",
                    ),
                ),
            ],
            options={
                "ordering": ["inspection_id", "number"],
                "indexes": [models.Index(fields=["municipality", "state", "due_on"], name="findings_by_term")],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "number"), name="a_finding_has_its_number"),
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_finding_sent_twice_is_one"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_by_norm", True)),
                        fields=("inspection", "spot", "aspect"),
                        name="below_the_norm_is_found_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("signal__isnull", False)),
                        fields=("signal",),
                        name="a_signal_is_of_one_finding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_finding_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owner_person", None), ("owner_organisation", None), _connector="OR"),
                        name="one_party_owns_a_finding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "done", "not_done"])), name="a_finding_has_a_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_finding_was_answered_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer", ""), ("state", "not_done"), _negated=True),
                        name="what_does_not_happen_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpotPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "aspect",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inspections.aspect",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.photo"),
                ),
                (
                    "spot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="inspections.spot"
                    ),
                ),
                (
                    "walker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="inspections.walker"
                    ),
                ),
            ],
            options={
                "ordering": ["spot_id", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="a_spot_photo_sent_twice_is_one"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "aspect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inspections.aspect"
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inspections.level"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "typed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "spot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="marks", to="inspections.spot"
                    ),
                ),
                (
                    "walker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="marks", to="inspections.walker"
                    ),
                ),
            ],
            options={
                "ordering": ["spot_id", "aspect_id", "walker_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("spot", "aspect", "walker"), name="a_walker_marks_an_aspect_once"),
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_mark_sent_twice_is_one"),
                ],
            },
        ),
    ]
