import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_areas"),
        ("files", "0001_photos"),
        ("people", "0002_table_of_attempts_to_sign_in"),
        ("plans", "0001_plans"),
        ("tenancy", "0001_the_municipality"),
        ("thread", "0001_answers_conditions_and_sources"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApplicationCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "year"), name="applications_are_counted_once_a_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Committee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("about", models.CharField(blank=True, max_length=500)),
                ("most_members", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("term_years", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("most_terms", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("quorum", models.PositiveSmallIntegerField(default=1)),
                ("quorum_permille", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "majority",
                    models.CharField(
                        choices=[
                            ("more_than_half", "meer dan de helft van de stemmen"),
                            ("two_thirds", "ten minste twee derde van de stemmen"),
                            ("all", "alle stemmen"),
                        ],
                        default="more_than_half",
                        max_length=20,
                    ),
                ),
                (
                    "on_tie",
                    models.CharField(
                        choices=[("no", "dan is het nee"), ("chair", "dan beslist de stem van de voorzitter")],
                        default="no",
                        max_length=10,
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
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
                        related_name="committees",
                        to="people.organisation",
                    ),
                ),
                ("work_areas", models.ManyToManyField(blank=True, related_name="committees", to="areas.workarea")),
            ],
            options={
                "verbose_name": "commissie",
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "name"), name="a_committee_has_its_own_name"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_committee_has_a_name"
                    ),
                    models.CheckConstraint(condition=models.Q(("quorum__gte", 1)), name="a_quorum_is_somebody"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quorum_permille__isnull", True), ("quorum_permille__lt", 1000), _connector="OR"
                        ),
                        name="a_quorum_is_a_part_of_the_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("most_members__isnull", True), ("most_members__gte", models.F("quorum")), _connector="OR"
                        ),
                        name="a_quorum_fits_in_its_committee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("term_years__isnull", True), ("term_years__gte", 1), _connector="OR"),
                            models.Q(("most_terms__isnull", True), ("most_terms__gte", 1), _connector="OR"),
                        ),
                        name="a_term_in_a_committee_lasts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Initiative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("idea", "idee"),
                            ("gathering", "zoekt steun"),
                            ("granted", "er is geld"),
                            ("busy", "bezig"),
                            ("done", "klaar"),
                            ("stopped", "gestopt"),
                            ("merged", "samengevoegd"),
                        ],
                        default="idea",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("words", models.TextField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("is_public", models.BooleanField(default=False)),
                ("public_title", models.CharField(blank=True, max_length=120)),
                ("public_words", models.TextField(blank=True)),
                ("public_place", models.CharField(blank=True, max_length=200)),
                ("public_lat", models.FloatField(blank=True, null=True)),
                ("public_lon", models.FloatField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("to_check_since", models.DateTimeField(blank=True, null=True)),
                ("kept_back_because", models.TextField(blank=True)),
                ("started_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="budgets.initiative",
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
                "ordering": ["-started_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["municipality", "-published_at", "-id"],
                        name="initiative_newest_public",
                    ),
                    models.Index(fields=["municipality", "work_area", "-started_at", "-id"], name="initiative_of_area"),
                    models.Index(
                        condition=models.Q(("to_check_since__isnull", False)),
                        fields=["municipality", "to_check_since", "id"],
                        name="initiative_to_check",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="an_initiative_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("words", ""), _negated=True)
                        ),
                        name="an_initiative_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_public", False),
                            models.Q(
                                models.Q(("public_title", ""), _negated=True),
                                models.Q(("public_words", ""), _negated=True),
                                ("published_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_public_initiative_was_checked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("state", "merged")),
                            models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_merged_initiative_says_into_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="an_initiative_is_not_merged_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state__in", ("done", "stopped", "merged"))),
                            models.Q(
                                models.Q(("state__in", ("done", "stopped", "merged")), _negated=True),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="an_initiative_that_ended_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat__isnull", True), ("lon__isnull", True)),
                            models.Q(("lat__range", (-90.0, 90.0)), ("lon__range", (-180.0, 180.0))),
                            _connector="OR",
                        ),
                        name="an_initiative_lies_at_one_point",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerMoney",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deed",
                    models.CharField(
                        choices=[("reserved", "Gereserveerd door de partner"), ("given", "Gegeven")], max_length=8
                    ),
                ),
                ("amount_cents", models.BigIntegerField()),
                ("on", models.DateField()),
                ("words", models.CharField(blank=True, max_length=200)),
                ("booked_at", models.DateTimeField()),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "booked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="partner_money", to="plans.agendaitem"
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
                "verbose_name_plural": "partner money",
                "ordering": ["-on", "-id"],
                "indexes": [models.Index(fields=["item", "organisation"], name="partner_money_of_item")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="partner_money_sent_twice_is_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents", 0), _negated=True), name="partner_money_is_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_cents__gt", 0), models.Q(("words", ""), _negated=True), _connector="OR"
                        ),
                        name="what_a_partner_takes_back_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deed__in", ["reserved", "given"])), name="partner_money_is_aside_or_given"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayingAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("holder", models.CharField(max_length=70)),
                ("iban", models.CharField(max_length=34)),
                ("bic", models.CharField(blank=True, max_length=11)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
            options={
                "ordering": ["holder", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "iban"), name="a_paying_account_is_there_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holder", ""), _negated=True), models.Q(("iban", ""), _negated=True)
                        ),
                        name="a_paying_account_is_of_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("execute_on", models.DateField()),
                ("debtor_name", models.CharField(max_length=70)),
                ("debtor_iban", models.CharField(max_length=34)),
                ("debtor_bic", models.CharField(blank=True, max_length=11)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
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
            ],
            options={
                "verbose_name_plural": "payment batches",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "number"), name="a_payment_file_has_its_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_chair", models.BooleanField(default=False)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="budgets.committee"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "commissielid",
                "ordering": ["-is_chair", "person__name", "id"],
                "indexes": [models.Index(fields=["person", "committee"], name="budgets_seats_of_a_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("committee", "person", "from_on"), name="a_seat_is_taken_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="a_seat_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpWanted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField()),
                ("public_words", models.TextField(blank=True)),
                ("is_public", models.BooleanField(default=False)),
                ("to_check_since", models.DateTimeField(blank=True, null=True)),
                ("kept_back_because", models.TextField(blank=True)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("written_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="help_wanted", to="budgets.initiative"
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="help_wanted_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="help_wanted_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_public", False), models.Q(("public_words", ""), _negated=True), _connector="OR"
                        ),
                        name="public_help_wanted_was_checked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InitiativePhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(blank=True, max_length=200)),
                ("is_public", models.BooleanField(default=False)),
                ("is_checked", models.BooleanField(default=False)),
                ("added_at", models.DateTimeField()),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="budgets.initiative"
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="files.photo"
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_public", False), ("is_checked", True), _connector="OR"),
                        name="a_public_photo_of_an_initiative_was_checked",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InitiativeUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField()),
                ("public_words", models.TextField(blank=True)),
                ("is_public", models.BooleanField(default=False)),
                ("to_check_since", models.DateTimeField(blank=True, null=True)),
                ("kept_back_because", models.TextField(blank=True)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("written_at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("news", "nieuws"), ("brought", "wat het opbracht")], default="news", max_length=8
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="updates", to="budgets.initiative"
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
                "ordering": ["written_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="an_update_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="an_update_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_public", False), models.Q(("public_words", ""), _negated=True), _connector="OR"
                        ),
                        name="a_public_update_was_checked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperSupport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("people", models.PositiveIntegerField()),
                ("received_on", models.DateField()),
                ("kept_where", models.CharField(blank=True, max_length=200)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("entered_at", models.DateTimeField()),
                ("taken_back_because", models.CharField(blank=True, max_length=200)),
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
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paper_supports",
                        to="budgets.initiative",
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
                "ordering": ["received_on", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="a_list_entered_twice_is_one"),
                    models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="a_list_has_one_signature"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Starter",
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
                ("organisation_name", models.CharField(blank=True, max_length=120)),
                ("is_by_staff", models.BooleanField(default=False)),
                ("forgotten_at", models.DateTimeField(blank=True, null=True)),
                (
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="starter", to="budgets.initiative"
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
                "indexes": [models.Index(fields=["municipality", "reply_address"], name="starter_address")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reply_by", "none"), ("reply_address", "")),
                            models.Q(
                                models.Q(("reply_by", "none"), _negated=True),
                                models.Q(("reply_address", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_starter_who_wants_to_hear_can_be_reached",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=64)),
                ("link_key", models.CharField(max_length=40, unique=True)),
                ("address", models.CharField(blank=True, max_length=250)),
                ("wants_news", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="supports", to="budgets.initiative"
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("confirmed_at__isnull", True)),
                        fields=["municipality", "asked_at", "id"],
                        name="support_not_confirmed",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("initiative", "mark"), name="one_support_a_person"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", True),
                            models.Q(("address", ""), ("wants_news", False)),
                            ("wants_news", True),
                            _connector="OR",
                        ),
                        name="an_address_is_kept_for_news_alone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                (
                    "reply_by",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("post", "Brief"),
                            ("phone", "Telefoon"),
                            ("none", "Geen bericht"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reply_address", models.CharField(max_length=250)),
                ("words", models.TextField(blank=True)),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("offered_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "wanted",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="offers",
                        to="budgets.helpwanted",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="help_offers", to="budgets.initiative"
                    ),
                ),
            ],
            options={
                "ordering": ["offered_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="help_offered_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("reply_address", ""), _negated=True),
                            models.Q(("reply_by", "none"), _negated=True),
                        ),
                        name="who_offers_help_can_be_reached",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("neighbourhood", "Budget van een gebied"),
                            ("initiatives", "Fonds voor initiatieven"),
                            ("alderman", "Budget van de wethouder"),
                            ("other", "Ander budget"),
                        ],
                        default="initiatives",
                        max_length=15,
                    ),
                ),
                ("purpose", models.TextField()),
                ("per_area", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "concept"), ("open", "open"), ("closed", "gesloten")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "holder",
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
                ("work_areas", models.ManyToManyField(blank=True, related_name="+", to="areas.workarea")),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "name"), name="a_fund_has_its_own_name"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="a_fund_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(("purpose", ""), _negated=True), name="a_fund_is_for_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["neighbourhood", "initiatives", "alderman", "other"])),
                        name="a_fund_is_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "open", "closed"])), name="a_fund_has_a_state"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="categories", to="budgets.fund"
                    ),
                ),
            ],
            options={
                "ordering": ["fund_id", "order", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("fund", "name"), name="a_category_of_a_fund_has_its_own_name"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_category_of_a_fund_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FundAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("content", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="accounts", to="budgets.fund"
                    ),
                ),
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
            ],
            options={
                "ordering": ["-made_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "client_key"), name="an_account_sent_twice_is_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                ("planned_cents", models.PositiveBigIntegerField()),
                ("brought", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="plan_lines", to="budgets.fund"
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.goal",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.agendaitem",
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
                    models.UniqueConstraint(
                        condition=models.Q(("item__isnull", False)), fields=("fund", "item"), name="an_item_is_one_line"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("goal__isnull", False)), fields=("fund", "goal"), name="a_goal_is_one_line"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("item__isnull", True), ("goal__isnull", True), _connector="XOR"),
                        name="a_line_is_of_one_plan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("created_at", models.DateTimeField()),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pots", to="budgets.fund"
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
            ],
            options={
                "ordering": ["-year", "fund__name", "work_area__name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("work_area__isnull", False)),
                        fields=("fund", "year", "work_area"),
                        name="an_area_has_one_pot_of_a_fund_a_year",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("work_area__isnull", True)),
                        fields=("fund", "year"),
                        name="a_fund_has_one_pot_for_all_areas_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1990, 2100))), name="a_pot_is_of_a_year"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("decides_on", models.DateField(blank=True, null=True)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("tranche_cents", models.BigIntegerField(blank=True, null=True)),
                ("tranche_permille", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("rest_moves_on", models.BooleanField(default=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "gepland"), ("decided", "beslist"), ("cancelled", "gaat niet door")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("cancelled_because", models.CharField(blank=True, max_length=300)),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rounds", to="budgets.fund"
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
            ],
            options={
                "ordering": ["fund_id", "opens_at", "id"],
                "indexes": [models.Index(fields=["fund", "closes_at"], name="round_by_closing")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_round_of_money_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                        name="a_round_closes_after_it_opens",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planned", "decided", "cancelled"])),
                        name="a_round_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tranche_cents", None), ("tranche_permille", None), _connector="OR"),
                        name="a_tranche_is_an_amount_or_a_part",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tranche_cents", None), ("tranche_cents__gte", 0), _connector="OR"),
                            models.Q(("tranche_permille", None), ("tranche_permille__lte", 1000), _connector="OR"),
                        ),
                        name="a_tranche_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cancelled_because", ""), ("state", "cancelled"), _negated=True),
                        name="a_round_that_is_off_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "concept"), ("published", "vastgesteld"), ("withdrawn", "ingetrokken")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("explanation", models.TextField(blank=True)),
                ("source", models.URLField(blank=True)),
                ("applicant_kinds", models.JSONField(blank=True, default=list)),
                ("least_applicants", models.PositiveSmallIntegerField(default=1)),
                ("most_per_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("most_per_applicant_cents", models.BigIntegerField(blank=True, null=True)),
                ("look_back_years", models.PositiveSmallIntegerField(default=3)),
                ("least_per_application_cents", models.BigIntegerField(blank=True, null=True)),
                ("most_per_application_cents", models.BigIntegerField(blank=True, null=True)),
                ("most_per_household_cents", models.BigIntegerField(blank=True, null=True)),
                ("most_share_permille", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("own_share_permille", models.PositiveSmallIntegerField(default=0)),
                (
                    "intake",
                    models.CharField(
                        choices=[
                            ("continuous", "het hele jaar door"),
                            ("rounds", "in rondes met een sluitingsdatum"),
                            ("tranches", "in rondes, elk met een deel van het geld"),
                        ],
                        default="continuous",
                        max_length=12,
                    ),
                ),
                ("before_start_days", models.PositiveSmallIntegerField(default=0)),
                ("within_year", models.BooleanField(default=False)),
                (
                    "when_short",
                    models.CharField(
                        choices=[
                            ("first_come", "wie het eerst compleet aanvraagt, gaat voor"),
                            ("ranking", "wie beslist vergelijkt de aanvragen en kiest de beste"),
                            ("shared", "iedereen krijgt naar verhouding minder"),
                            ("lot", "het lot beslist"),
                        ],
                        default="first_come",
                        max_length=12,
                    ),
                ),
                (
                    "decided_by",
                    models.CharField(
                        choices=[
                            ("coordinator", "de wijkregisseur"),
                            ("alderman", "de wijkwethouder"),
                            ("committee", "een commissie"),
                            ("vote", "de inwoners, in een stemronde"),
                        ],
                        default="coordinator",
                        max_length=12,
                    ),
                ),
                (
                    "committee_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("advises", "geeft advies; wie beslist mag er met een reden van afwijken"),
                            ("binds", "geeft advies waar wie beslist zich aan houdt"),
                            ("decides", "beslist zelf"),
                        ],
                        max_length=10,
                    ),
                ),
                ("second_pair_of_eyes", models.BooleanField(default=False)),
                ("decide_within", models.PositiveSmallIntegerField(default=8)),
                (
                    "decide_unit",
                    models.CharField(
                        choices=[
                            ("working", "werkdagen"),
                            ("calendar", "dagen"),
                            ("weeks", "weken"),
                            ("months", "maanden"),
                        ],
                        default="weeks",
                        max_length=10,
                    ),
                ),
                (
                    "decide_from",
                    models.CharField(
                        choices=[
                            ("received", "nadat de aanvraag binnen is"),
                            ("complete", "nadat de aanvraag compleet is"),
                            ("closing", "na de sluitingsdatum van de ronde"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("complete_within", models.PositiveSmallIntegerField(default=14)),
                ("object_within", models.PositiveSmallIntegerField(default=6)),
                ("advance_permille", models.PositiveSmallIntegerField(default=1000)),
                ("justify_above_cents", models.BigIntegerField(default=0)),
                ("justify_within", models.PositiveSmallIntegerField(default=42)),
                ("justify_on_month", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("justify_on_day", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("justify_with_receipts_above_cents", models.BigIntegerField(default=0)),
                ("save_until_years", models.PositiveSmallIntegerField(default=0)),
                ("least_of_any", models.PositiveSmallIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("earlier_end", models.DateField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgets.committee",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rule_sets", to="budgets.fund"
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
            ],
            options={
                "ordering": ["fund_id", "-valid_from", "work_area__name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published"), ("work_area__isnull", False)),
                        fields=("fund", "work_area", "valid_from"),
                        name="rules_of_an_area_begin_on_a_day_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published"), ("work_area__isnull", True)),
                        fields=("fund", "valid_from"),
                        name="rules_of_a_fund_begin_on_a_day_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "published", "withdrawn"])),
                        name="rules_have_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("state", "draft")),
                            models.Q(("published_at__isnull", False), ("state__in", ["published", "withdrawn"])),
                            _connector="OR",
                        ),
                        name="published_rules_were_so_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_because", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "withdrawn"), _negated=True),
                                ("withdrawn_at", None),
                                ("withdrawn_because", ""),
                            ),
                            _connector="OR",
                        ),
                        name="withdrawn_rules_say_when_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="rules_end_after_they_begin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by__in", ["coordinator", "alderman", "committee", "vote"])),
                        name="somebody_decides",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("justify_on_day", None), ("justify_on_month", None)),
                            models.Q(("justify_on_day__range", (1, 31)), ("justify_on_month__range", (1, 12))),
                            _connector="OR",
                        ),
                        name="a_day_to_justify_is_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("intake__in", ["continuous", "rounds", "tranches"])),
                        name="applications_come_in_somehow",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decide_unit__in", ["working", "calendar", "weeks", "months"])),
                        name="time_to_decide_has_a_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decide_within__range", (1, 400))), name="deciding_takes_a_day_at_least"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("most_share_permille", None),
                                ("most_share_permille__range", (1, 1000)),
                                _connector="OR",
                            ),
                            ("advance_permille__lte", 1000),
                            ("own_share_permille__lte", 1000),
                        ),
                        name="shares_of_rules_are_no_more_than_all",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("least_per_application_cents", None),
                                ("least_per_application_cents__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("most_per_application_cents", None),
                                ("most_per_application_cents__gt", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("most_per_household_cents", None), ("most_per_household_cents__gt", 0), _connector="OR"
                            ),
                            models.Q(
                                ("most_per_applicant_cents", None), ("most_per_applicant_cents__gt", 0), _connector="OR"
                            ),
                            ("justify_above_cents__gte", 0),
                            ("justify_with_receipts_above_cents__gte", 0),
                        ),
                        name="amounts_of_rules_are_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AllotmentRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rounding_to",
                    models.CharField(
                        choices=[
                            ("cent", "op centen"),
                            ("euro", "op hele euro's"),
                            ("ten", "op tientallen euro's"),
                            ("hundred", "op honderdtallen euro's"),
                        ],
                        default="cent",
                        max_length=8,
                    ),
                ),
                (
                    "rounding_way",
                    models.CharField(
                        choices=[
                            ("nearest", "naar het dichtstbijzijnde bedrag, de helft naar boven"),
                            ("up", "naar boven"),
                            ("down", "naar beneden"),
                        ],
                        default="nearest",
                        max_length=8,
                    ),
                ),
                ("least_cents", models.BigIntegerField(blank=True, null=True)),
                ("most_cents", models.BigIntegerField(blank=True, null=True)),
                ("index_permyriad", models.IntegerField(default=0)),
                ("total_cents", models.BigIntegerField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "rule_set",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="allotment", to="budgets.ruleset"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("least_cents", None), ("least_cents__gte", 0), _connector="OR"),
                            models.Q(("most_cents", None), ("most_cents__gte", 0), _connector="OR"),
                            models.Q(("total_cents", None), ("total_cents__gte", 0), _connector="OR"),
                        ),
                        name="an_allotment_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("least_cents", None),
                            ("most_cents", None),
                            ("least_cents__lte", models.F("most_cents")),
                            _connector="OR",
                        ),
                        name="an_allotment_has_room",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("index_permyriad__range", (-10000, 10000))), name="an_index_is_a_percentage"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("number", models.CharField(blank=True, max_length=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "concept"),
                            ("sent", "in behandeling"),
                            ("incomplete", "wacht op aanvulling"),
                            ("decided", "besloten"),
                            ("moved", "wacht op een ronde"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120)),
                ("what", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("from_day", models.DateField(blank=True, null=True)),
                ("until_day", models.DateField(blank=True, null=True)),
                ("when_words", models.CharField(blank=True, max_length=200)),
                ("with_whom", models.TextField(blank=True)),
                ("households", models.PositiveIntegerField(blank=True, null=True)),
                ("asked_cents", models.PositiveBigIntegerField(blank=True, null=True)),
                ("own_cents", models.PositiveBigIntegerField(default=0)),
                ("other_cents", models.PositiveBigIntegerField(default=0)),
                ("other_words", models.CharField(blank=True, max_length=200)),
                ("applicant_name", models.CharField(blank=True, max_length=120)),
                ("applicant_kind", models.CharField(blank=True, max_length=20)),
                ("organisation_name", models.CharField(blank=True, max_length=160)),
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
                ("may_publish", models.BooleanField(default=False)),
                ("link_key", models.CharField(max_length=40, unique=True)),
                ("link_until", models.DateField(blank=True, null=True)),
                ("typed", models.JSONField(blank=True, default=dict)),
                ("is_paper", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("decide_by", models.DateField(blank=True, null=True)),
                ("asked_on", models.DateField(blank=True, null=True)),
                ("complete_by", models.DateField(blank=True, null=True)),
                ("suspended_days", models.PositiveIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
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
                    "handler",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.municipality",
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
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgets.category",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgets.fund",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="budgets.initiative",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgets.round",
                    ),
                ),
                (
                    "rule_set",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgets.ruleset",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["municipality", "-sent_at", "-id"], name="application_newest"),
                    models.Index(fields=["work_area", "-sent_at", "-id"], name="application_area_newest"),
                    models.Index(fields=["fund", "-sent_at", "-id"], name="application_fund_newest"),
                    models.Index(
                        condition=models.Q(("decide_by__isnull", False), ("ended_at__isnull", True)),
                        fields=["municipality", "decide_by", "id"],
                        name="application_due",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True), ("handler__isnull", False)),
                        fields=["handler", "-sent_at", "-id"],
                        name="application_of_person",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="an_application_sent_twice_is_one"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("municipality", "number"),
                        name="an_application_has_its_own_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "sent", "incomplete", "decided", "moved", "withdrawn"])
                        ),
                        name="an_application_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(
                                models.Q(("number", ""), _negated=True),
                                ("asked_cents__gte", 1),
                                ("fund__isnull", False),
                                ("sent_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="what_came_in_has_number_fund_and_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "withdrawn"]),
                            models.Q(models.Q(("title", ""), _negated=True), models.Q(("what", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="an_application_says_what_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "moved", "withdrawn"]), ("rule_set__isnull", False), _connector="OR"
                        ),
                        name="what_is_handled_has_its_rules",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("asked_on__isnull", False), ("complete_by__isnull", False), ("state", "incomplete")
                            ),
                            models.Q(
                                models.Q(("state", "incomplete"), _negated=True),
                                ("asked_on__isnull", True),
                                ("complete_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="the_clock_stands_still_while_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state__in", ["decided", "withdrawn"])),
                            models.Q(
                                models.Q(("state__in", ["decided", "withdrawn"]), _negated=True),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="an_ended_application_ended_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat__isnull", True), ("lon__isnull", True)),
                            models.Q(("lat__range", (-90.0, 90.0)), ("lon__range", (-180.0, 180.0))),
                            _connector="OR",
                        ),
                        name="place_of_an_application_has_two_numbers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_day__isnull", True),
                            ("until_day__isnull", True),
                            ("until_day__gte", models.F("from_day")),
                            _connector="OR",
                        ),
                        name="a_plan_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply_by", "none"), models.Q(("reply_address", ""), _negated=True), _connector="OR"
                        ),
                        name="who_wants_to_hear_has_an_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("all", "Aan elk van deze punten moet zijn voldaan"),
                            ("any", "Aan een deel van deze punten moet zijn voldaan"),
                            ("none", "Geen van deze punten mag het geval zijn"),
                        ],
                        default="all",
                        max_length=5,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("words", models.CharField(max_length=300)),
                (
                    "automatic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("area_matches", "de plek ligt in een gebied waar dit budget voor is"),
                            ("applicant_kind", "wie aanvraagt mag aanvragen"),
                            ("enough_households", "er doen genoeg huishoudens mee"),
                            ("amount_above_least", "het bedrag is niet te klein"),
                            ("amount_below_ceiling", "het bedrag is niet hoger dan wat kan worden gegeven"),
                            ("own_share", "er is genoeg eigen of ander geld"),
                            ("in_time", "de aanvraag kwam op tijd"),
                            ("before_start", "de aanvraag kwam lang genoeg voor de eerste dag"),
                            ("within_year", "het is klaar voor het eind van het jaar"),
                            ("category_has_room", "er is nog geld voor deze soort initiatieven"),
                            ("pot_has_room", "er is nog genoeg geld in het budget"),
                            ("not_too_often", "de aanvrager kreeg dit jaar niet al te veel"),
                            ("no_earlier_grant", "er is niet eerder geld gegeven dat hierop lijkt"),
                        ],
                        max_length=24,
                    ),
                ),
                ("help", models.TextField(blank=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "rule_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="criteria", to="budgets.ruleset"
                    ),
                ),
            ],
            options={
                "ordering": ["rule_set_id", "group", "order", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="a_criterion_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("group__in", ["all", "any", "none"])), name="a_criterion_is_in_a_group"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("automatic", ""),
                            (
                                "automatic__in",
                                [
                                    "area_matches",
                                    "applicant_kind",
                                    "enough_households",
                                    "amount_above_least",
                                    "amount_below_ceiling",
                                    "own_share",
                                    "in_time",
                                    "before_start",
                                    "within_year",
                                    "category_has_room",
                                    "pot_has_room",
                                    "not_too_often",
                                    "no_earlier_grant",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="a_check_is_one_that_we_know",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EligibleKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("words", models.CharField(max_length=120)),
                ("is_eligible", models.BooleanField(default=True)),
                ("counts_permille", models.PositiveSmallIntegerField(default=1000)),
                ("most_share_permille", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("most_cents", models.BigIntegerField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "rule_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="eligible_kinds", to="budgets.ruleset"
                    ),
                ),
            ],
            options={
                "ordering": ["rule_set_id", "order", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("rule_set", "words"), name="a_kind_of_costs_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="a_kind_of_costs_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counts_permille__lte", 1000),
                            models.Q(
                                ("most_share_permille", None), ("most_share_permille__lte", 1000), _connector="OR"
                            ),
                            models.Q(("most_cents", None), ("most_cents__gte", 0), _connector="OR"),
                        ),
                        name="costs_count_up_to_all_of_them",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("granted_cents", models.BigIntegerField(default=0)),
                ("owed_cents", models.BigIntegerField(default=0)),
                ("advanced_cents", models.BigIntegerField(default=0)),
                ("paid_cents", models.BigIntegerField(default=0)),
                ("justified_cents", models.BigIntegerField(default=0)),
                ("to_repay_cents", models.BigIntegerField(default=0)),
                ("waived_cents", models.BigIntegerField(default=0)),
                ("granted_total", models.BigIntegerField(default=0)),
                ("released_total", models.BigIntegerField(default=0)),
                ("paid_total", models.BigIntegerField(default=0)),
                ("justified_total", models.BigIntegerField(default=0)),
                ("repaid_total", models.BigIntegerField(default=0)),
                ("source_cents", models.BigIntegerField(default=0)),
                ("elsewhere_cents", models.BigIntegerField(default=0)),
                ("left_cents", models.BigIntegerField(default=0)),
                ("reserved_cents", models.BigIntegerField(default=0)),
                ("saved_cents", models.BigIntegerField(default=0)),
                ("lapsed_cents", models.BigIntegerField(default=0)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "pot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="balance", to="budgets.pot"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("advanced_cents__gte", 0),
                            ("granted_cents__gte", 0),
                            ("granted_total__gte", 0),
                            ("justified_cents__gte", 0),
                            ("justified_total__gte", 0),
                            ("owed_cents__gte", 0),
                            ("paid_cents__gte", 0),
                            ("paid_total__gte", 0),
                            ("released_total__gte", 0),
                            ("repaid_total__gte", 0),
                            ("to_repay_cents__gte", 0),
                            ("waived_cents__gte", 0),
                        ),
                        name="a_balance_is_never_below_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lapsed_cents__gte", 0),
                            ("left_cents__gte", 0),
                            ("reserved_cents__gte", 0),
                            ("saved_cents__gte", 0),
                        ),
                        name="a_pot_is_never_overspent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source_cents__lte", 0)), name="a_pot_gives_back_no_more_than_it_got"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "source_cents",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            django.db.models.expressions.CombinedExpression(
                                                                django.db.models.expressions.CombinedExpression(
                                                                    django.db.models.expressions.CombinedExpression(
                                                                        django.db.models.expressions.CombinedExpression(
                                                                            django.db.models.expressions.CombinedExpression(
                                                                                models.F("elsewhere_cents"),
                                                                                "+",
                                                                                models.F("left_cents"),
                                                                            ),
                                                                            "+",
                                                                            models.F("reserved_cents"),
                                                                        ),
                                                                        "+",
                                                                        models.F("granted_cents"),
                                                                    ),
                                                                    "+",
                                                                    models.F("owed_cents"),
                                                                ),
                                                                "+",
                                                                models.F("advanced_cents"),
                                                            ),
                                                            "+",
                                                            models.F("paid_cents"),
                                                        ),
                                                        "+",
                                                        models.F("justified_cents"),
                                                    ),
                                                    "+",
                                                    models.F("to_repay_cents"),
                                                ),
                                                "+",
                                                models.F("waived_cents"),
                                            ),
                                            "+",
                                            models.F("saved_cents"),
                                        ),
                                        "+",
                                        models.F("lapsed_cents"),
                                    ),
                                    "*",
                                    models.Value(-1),
                                ),
                            )
                        ),
                        name="a_pot_balances",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdBand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_households", models.PositiveIntegerField()),
                ("most_cents", models.BigIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "rule_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="household_bands",
                        to="budgets.ruleset",
                    ),
                ),
            ],
            options={
                "ordering": ["rule_set_id", "from_households"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rule_set", "from_households"), name="a_number_of_households_stands_once"
                    ),
                    models.CheckConstraint(condition=models.Q(("most_cents__gte", 0)), name="households_get_an_amount"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CostShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("above_cents", models.BigIntegerField()),
                ("share_permille", models.PositiveSmallIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "rule_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cost_shares", to="budgets.ruleset"
                    ),
                ),
            ],
            options={
                "ordering": ["rule_set_id", "above_cents"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rule_set", "above_cents"), name="costs_above_an_amount_have_one_share"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("above_cents__gte", 0), ("share_permille__lte", 1000)),
                        name="a_share_of_costs_is_no_more_than_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CategoryCeiling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("most_cents", models.BigIntegerField(blank=True, null=True)),
                ("most_share_permille", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("most_per_application_cents", models.BigIntegerField(blank=True, null=True)),
                ("costs_share_permille", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.category"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "rule_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="category_ceilings",
                        to="budgets.ruleset",
                    ),
                ),
            ],
            options={
                "ordering": ["rule_set_id", "category__order", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("rule_set", "category"), name="a_category_has_one_ceiling"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("most_cents", None), ("most_cents__gte", 0), _connector="OR"),
                            models.Q(
                                ("most_share_permille", None),
                                ("most_share_permille__range", (0, 1000)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("most_per_application_cents", None),
                                ("most_per_application_cents__gt", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("costs_share_permille", None),
                                ("costs_share_permille__range", (1, 1000)),
                                _connector="OR",
                            ),
                        ),
                        name="a_ceiling_of_a_category_is_an_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicantCeiling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "applicant_kind",
                    models.CharField(
                        choices=[
                            ("resident", "inwoner"),
                            ("group", "groep inwoners"),
                            ("residents_body", "bewonersorganisatie"),
                            ("association", "vereniging of stichting"),
                            ("school", "school of kinderopvang"),
                            ("religious", "geloofsgemeenschap"),
                            ("housing", "woningcorporatie of vereniging van eigenaren"),
                            ("partner", "welzijns- of zorgorganisatie"),
                            ("company", "winkel of bedrijf"),
                            ("other", "iemand anders"),
                        ],
                        max_length=20,
                    ),
                ),
                ("most_per_application_cents", models.BigIntegerField(blank=True, null=True)),
                ("most_share_permille", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("least_applicants", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "rule_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="applicant_ceilings",
                        to="budgets.ruleset",
                    ),
                ),
            ],
            options={
                "ordering": ["rule_set_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("rule_set", "applicant_kind"), name="an_applicant_has_one_ceiling"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "applicant_kind__in",
                                [
                                    "resident",
                                    "group",
                                    "residents_body",
                                    "association",
                                    "school",
                                    "religious",
                                    "housing",
                                    "partner",
                                    "company",
                                    "other",
                                ],
                            )
                        ),
                        name="a_ceiling_is_for_a_kind_of_applicant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("most_per_application_cents", None),
                                ("most_per_application_cents__gt", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("most_share_permille", None),
                                ("most_share_permille__range", (1, 1000)),
                                _connector="OR",
                            ),
                        ),
                        name="a_ceiling_of_an_applicant_is_an_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AmountBand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("above_cents", models.BigIntegerField()),
                (
                    "decided_by",
                    models.CharField(
                        choices=[
                            ("coordinator", "de wijkregisseur"),
                            ("alderman", "de wijkwethouder"),
                            ("committee", "een commissie"),
                            ("vote", "de inwoners, in een stemronde"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "committee_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("advises", "geeft advies; wie beslist mag er met een reden van afwijken"),
                            ("binds", "geeft advies waar wie beslist zich aan houdt"),
                            ("decides", "beslist zelf"),
                        ],
                        max_length=10,
                    ),
                ),
                ("second_pair_of_eyes", models.BooleanField(default=False)),
                ("advance_permille", models.PositiveSmallIntegerField(default=1000)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgets.committee",
                    ),
                ),
                (
                    "rule_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="amount_bands", to="budgets.ruleset"
                    ),
                ),
            ],
            options={
                "ordering": ["rule_set_id", "above_cents"],
                "constraints": [
                    models.UniqueConstraint(fields=("rule_set", "above_cents"), name="an_amount_has_one_who_decides"),
                    models.CheckConstraint(
                        condition=models.Q(("above_cents__gt", 0)), name="a_band_begins_above_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("advance_permille__lte", 1000)), name="an_advance_is_no_more_than_all"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by__in", ["coordinator", "alderman", "committee", "vote"])),
                        name="somebody_decides_above_an_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Allotted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cents", models.BigIntegerField()),
                ("lines", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "pot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="allotments", to="budgets.pot"
                    ),
                ),
                (
                    "rule_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.ruleset"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("cents__gte", 0)), name="what_is_allotted_is_an_amount")
                ],
            },
        ),
        migrations.CreateModel(
            name="Saving",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=200)),
                ("from_year", models.PositiveSmallIntegerField()),
                ("until_year", models.PositiveSmallIntegerField()),
                ("saved_cents", models.BigIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("announced_at", models.DateTimeField(blank=True, null=True)),
                ("lapsed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "pot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="savings", to="budgets.pot"
                    ),
                ),
            ],
            options={
                "ordering": ["until_year", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("saved_cents__gte", 0)), name="a_saving_is_never_below_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose", ""), _negated=True), name="a_saving_says_what_for"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_year__gt", models.F("from_year"))),
                        name="a_saving_lasts_beyond_its_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lapsed_at__isnull", True),
                            models.Q(("announced_at__isnull", False), ("saved_cents", 0)),
                            _connector="OR",
                        ),
                        name="a_saving_lapses_after_it_was_told",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AllotmentTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("words", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fixed", "een vast bedrag"),
                            ("per_inhabitant", "een bedrag per inwoner, huishouden of woning"),
                            ("size_class", "een bedrag naar grootte"),
                            ("by_body_kind", "een bedrag naar soort gebied of organisatie"),
                            ("share", "een deel van een vast totaal"),
                        ],
                        max_length=16,
                    ),
                ),
                ("cents", models.BigIntegerField(default=0)),
                ("rate", models.BigIntegerField(default=0)),
                ("equal_permille", models.PositiveSmallIntegerField(default=0)),
                (
                    "year_is",
                    models.CharField(
                        choices=[
                            ("fixed", "een vast jaar"),
                            ("before", "een aantal jaren voor het jaar van het budget"),
                        ],
                        default="before",
                        max_length=8,
                    ),
                ),
                ("reference_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("years_before", models.PositiveSmallIntegerField(default=1)),
                ("figure_month", models.PositiveSmallIntegerField(default=1)),
                ("figure_day", models.PositiveSmallIntegerField(default=1)),
                (
                    "counting",
                    models.CharField(
                        choices=[
                            ("all", "over iedereen in het gebied"),
                            ("above", "alleen over wie er boven de ondergrens van de klasse zijn"),
                            ("brackets", "in schijven: over elk deel het bedrag van zijn eigen klasse"),
                        ],
                        default="all",
                        max_length=10,
                    ),
                ),
                (
                    "only_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wijk", "wijk"),
                            ("dorp", "dorp"),
                            ("buitengebied", "buitengebied"),
                            ("gebied", "gebied"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "allotment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="budgets.allotmentrule"
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.indicator",
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
                "ordering": ["allotment_id", "order", "id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="a_term_says_what"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["fixed", "per_inhabitant", "size_class", "by_body_kind", "share"])
                        ),
                        name="a_term_is_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("equal_permille__lte", 1000)), name="equal_parts_are_no_more_than_all"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year_is", "before"), ("reference_year__isnull", False), _connector="OR"),
                        name="a_fixed_year_is_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cents__gte", 0), ("rate__gte", 0)), name="a_term_adds_to_the_sum"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("figure_day__range", (1, 31)), ("figure_month__range", (1, 12))),
                        name="a_figure_is_of_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "direction",
                    models.CharField(
                        choices=[("from", "van de aanvrager"), ("to", "aan de aanvrager"), ("note", "notitie")],
                        max_length=4,
                    ),
                ),
                ("text", models.TextField()),
                ("is_question", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="budgets.application"
                    ),
                ),
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
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "client_key"), name="a_word_about_an_application_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="a_word_about_an_application_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("picture", "foto"), ("scan", "scan van het papieren formulier")],
                        default="picture",
                        max_length=8,
                    ),
                ),
                ("added_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="budgets.application"
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="files.photo"
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["picture", "scan"])), name="an_attachment_is_of_a_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300)),
                ("declared_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conflicts", to="budgets.application"
                    ),
                ),
                (
                    "declared_by",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "belang",
                "ordering": ["declared_at", "id"],
                "indexes": [models.Index(fields=["person", "application"], name="budgets_interests_of_a_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("application", "person"), name="an_interest_is_told_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="an_interest_says_which"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("met", "voldoet"), ("not_met", "voldoet niet"), ("unknown", "iemand beoordeelt dit")],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="budgets.application"
                    ),
                ),
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.criterion"
                    ),
                ),
            ],
            options={
                "ordering": ["criterion__order", "criterion_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("application", "criterion"), name="a_rule_is_checked_once"),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["met", "not_met", "unknown"])),
                        name="a_check_has_an_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deliberation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("advises", "geeft advies; wie beslist mag er met een reden van afwijken"),
                            ("binds", "geeft advies waar wie beslist zich aan houdt"),
                            ("decides", "beslist zelf"),
                        ],
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[("yes", "geven wat is gevraagd"), ("part", "een deel geven"), ("no", "niets geven")],
                        default="yes",
                        max_length=10,
                    ),
                ),
                ("amount_cents", models.PositiveBigIntegerField()),
                ("words", models.TextField(blank=True)),
                ("proposal", models.PositiveSmallIntegerField(default=1)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("in_favour", models.PositiveSmallIntegerField(default=0)),
                ("against", models.PositiveSmallIntegerField(default=0)),
                ("abstained", models.PositiveSmallIntegerField(default=0)),
                ("could_vote", models.PositiveSmallIntegerField(default=0)),
                ("had_interest", models.PositiveSmallIntegerField(default=0)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliberations",
                        to="budgets.application",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliberations",
                        to="budgets.committee",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "opened_by",
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
                "verbose_name": "beraad",
                "ordering": ["-opened_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("committee", "application"),
                        name="a_committee_talks_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict", "yes"), models.Q(("words", ""), _negated=True), _connector="OR"),
                        name="a_proposal_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_cents", 0), ("verdict", "no")),
                            models.Q(models.Q(("verdict", "no"), _negated=True), ("amount_cents__gte", 1)),
                            _connector="OR",
                        ),
                        name="a_proposal_has_an_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False), ("in_favour__gte", 1)),
                            _connector="OR",
                        ),
                        name="a_closed_deliberation_was_carried",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CostLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                ("words", models.CharField(max_length=160)),
                ("cents", models.PositiveBigIntegerField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cost_lines", to="budgets.application"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="budgets.eligiblekind",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("application", "order"), name="cost_lines_stand_in_an_order"),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("words", ""), _negated=True), ("cents__gte", 1)),
                        name="a_cost_line_says_what_and_how_much",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayeeAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("holder", models.CharField(blank=True, max_length=70)),
                ("iban", models.CharField(blank=True, max_length=34)),
                ("kept_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="accounts", to="budgets.application"
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
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("erased_at__isnull", True),
                                models.Q(("iban", ""), _negated=True),
                                models.Q(("holder", ""), _negated=True),
                            ),
                            models.Q(("erased_at__isnull", False), ("holder", ""), ("iban", "")),
                            _connector="OR",
                        ),
                        name="a_payee_account_has_a_number_until_it_is_erased",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=200)),
                ("reserved_cents", models.BigIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                (
                    "application",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reservation",
                        to="budgets.application",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "pot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reservations", to="budgets.pot"
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reserved_cents__gte", 0)), name="a_reservation_is_never_below_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="a_reservation_says_what_for"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyKindAmount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("words", models.CharField(max_length=80)),
                (
                    "area_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wijk", "wijk"),
                            ("dorp", "dorp"),
                            ("buitengebied", "buitengebied"),
                            ("gebied", "gebied"),
                        ],
                        max_length=12,
                    ),
                ),
                ("base_cents", models.BigIntegerField(default=0)),
                ("rate", models.BigIntegerField(default=0)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="body_kinds",
                        to="budgets.allotmentterm",
                    ),
                ),
                ("work_areas", models.ManyToManyField(blank=True, related_name="+", to="areas.workarea")),
            ],
            options={
                "ordering": ["term_id", "order", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="a_kind_of_body_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("base_cents__gte", 0), ("rate__gte", 0)),
                        name="a_kind_of_body_gets_an_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Advice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("binds", models.BooleanField(default=False)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("yes", "geven wat is gevraagd"), ("part", "een deel geven"), ("no", "niets geven")],
                        max_length=10,
                    ),
                ),
                ("amount_cents", models.PositiveBigIntegerField(default=0)),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("is_current", models.BooleanField(default=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="advices", to="budgets.application"
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgets.committee",
                    ),
                ),
                (
                    "deliberation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advice",
                        to="budgets.deliberation",
                    ),
                ),
            ],
            options={
                "verbose_name": "advies",
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("committee__isnull", True), ("is_current", True)),
                        fields=("application", "person"),
                        name="a_person_advises_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("committee__isnull", False), ("is_current", True)),
                        fields=("application", "committee"),
                        name="a_committee_advises_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("binds", False), ("committee__isnull", True), ("deliberation__isnull", True)),
                            models.Q(("committee__isnull", False), ("deliberation__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_committee_advises_after_it_talked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict", "yes"), models.Q(("words", ""), _negated=True), _connector="OR"),
                        name="an_advice_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_cents", 0), ("verdict", "no")),
                            models.Q(models.Q(("verdict", "no"), _negated=True), ("amount_cents__gte", 1)),
                            _connector="OR",
                        ),
                        name="an_advice_has_an_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeVote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("proposal", models.PositiveSmallIntegerField()),
                (
                    "choice",
                    models.CharField(
                        choices=[("for", "voor"), ("against", "tegen"), ("abstain", "onthouding")], max_length=10
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.committeemember"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "deliberation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="budgets.deliberation"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("deliberation", "member", "proposal"), name="a_member_votes_once_on_a_proposal"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["for", "against", "abstain"])),
                        name="a_vote_of_a_member_is_one_of_three",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SizeClass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_count", models.PositiveIntegerField()),
                (
                    "until_count",
                    models.PositiveIntegerField(
                        blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                ("base_cents", models.BigIntegerField(default=0)),
                ("rate", models.BigIntegerField(default=0)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="classes", to="budgets.allotmentterm"
                    ),
                ),
            ],
            options={
                "ordering": ["term_id", "from_count"],
                "constraints": [
                    models.UniqueConstraint(fields=("term", "from_count"), name="a_class_begins_at_a_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_count", None), ("until_count__gt", models.F("from_count")), _connector="OR"
                        ),
                        name="a_class_ends_above_its_begin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("base_cents__gte", 0), ("rate__gte", 0)), name="a_class_gives_an_amount"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TypedFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.PositiveSmallIntegerField()),
                ("count", models.PositiveIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="typed_figures",
                        to="budgets.allotmentterm",
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
                "ordering": ["term_id", "-period", "work_area__name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("work_area__isnull", False)),
                        fields=("term", "work_area", "period"),
                        name="an_area_has_one_typed_figure_a_year",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("work_area__isnull", True)),
                        fields=("term", "period"),
                        name="all_areas_have_one_typed_figure_a_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoteRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("words", models.TextField(blank=True)),
                ("who", models.CharField(max_length=200)),
                ("least_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                (
                    "ballot",
                    models.CharField(
                        choices=[
                            ("approval", "projecten aankruisen"),
                            ("points", "punten verdelen"),
                            ("knapsack", "projecten kiezen binnen het budget"),
                        ],
                        default="approval",
                        max_length=10,
                    ),
                ),
                ("least_choices", models.PositiveSmallIntegerField(default=1)),
                ("most_choices", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("points", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("most_points", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("budget_cents", models.PositiveBigIntegerField()),
                (
                    "rule",
                    models.CharField(
                        choices=[("greedy", "meeste stemmen eerst"), ("equal_shares", "gelijke delen")],
                        default="equal_shares",
                        max_length=15,
                    ),
                ),
                (
                    "completion",
                    models.CharField(
                        choices=[
                            ("by_votes", "de rest naar de meeste stemmen"),
                            ("raised", "de delen stap voor stap verhogen, daarna de rest naar de meeste stemmen"),
                        ],
                        default="raised",
                        max_length=10,
                    ),
                ),
                (
                    "tie_break",
                    models.CharField(
                        choices=[
                            ("cheapest", "het goedkoopste project gaat voor"),
                            ("number", "het laagste nummer op het stembiljet gaat voor"),
                            ("lot", "het lot, getrokken en bekendgemaakt vóór het stemmen begint"),
                        ],
                        default="cheapest",
                        max_length=10,
                    ),
                ),
                ("least_votes", models.PositiveIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "in voorbereiding"),
                            ("open", "vastgelegd"),
                            ("counted", "geteld"),
                            ("published", "uitslag bekend"),
                            ("stopped", "gestopt"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_because", models.TextField(blank=True)),
                ("letter_codes", models.PositiveIntegerField(default=0)),
                ("desk_codes", models.PositiveIntegerField(default=0)),
                ("last_batch", models.UUIDField(blank=True, null=True)),
                ("reminded_on", models.DateField(blank=True, null=True)),
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
                    "pot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vote_rounds", to="budgets.pot"
                    ),
                ),
                (
                    "reservation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgets.reservation",
                    ),
                ),
                ("work_areas", models.ManyToManyField(blank=True, related_name="+", to="areas.workarea")),
            ],
            options={
                "ordering": ["-opens_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="a_vote_round_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_vote_round_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("who", ""), _negated=True), name="a_vote_round_says_who_may_vote"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("least_age", None), ("least_age__range", (1, 99)), _connector="OR"),
                        name="who_votes_has_an_age",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))), name="a_vote_round_closes_later"
                    ),
                    models.CheckConstraint(condition=models.Q(("budget_cents__gt", 0)), name="a_vote_round_has_money"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "open", "counted", "published", "stopped"])),
                        name="a_vote_round_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "draft"), ("opened_at__isnull", False), _connector="XOR"),
                        name="a_vote_round_was_opened_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "stopped"), ("stopped_because", ""), _connector="XOR"),
                        name="a_stopped_vote_round_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ballot", "points"), ("points__gte", 1)),
                            models.Q(models.Q(("ballot", "points"), _negated=True), ("points", None)),
                            _connector="OR",
                        ),
                        name="points_are_for_a_ballot_of_points",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("most_choices", None), ("most_choices__gte", models.F("least_choices")), _connector="OR"
                        ),
                        name="most_choices_are_not_fewer_than_least",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ballot__in", ["approval", "points", "knapsack"])),
                        name="a_vote_round_has_a_ballot",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("completion__in", ["by_votes", "raised"]),
                            ("rule__in", ["greedy", "equal_shares"]),
                            ("tie_break__in", ["cheapest", "number", "lot"]),
                        ),
                        name="a_vote_round_has_rules",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("least_choices__gte", 1)), name="a_ballot_chooses_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("least_votes__gte", 1)), name="a_chosen_project_has_a_vote"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "klaargezet"), ("published", "bekendgemaakt")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("is_current", models.BooleanField(default=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("yes", "ja"),
                            ("part", "ja, een deel"),
                            ("provisional", "ja, op voorwaarde dat"),
                            ("next_round", "naar de volgende ronde"),
                            ("no", "nee"),
                        ],
                        max_length=12,
                    ),
                ),
                ("amount_cents", models.PositiveBigIntegerField(default=0)),
                ("reason", models.TextField(blank=True)),
                ("conditions", models.JSONField(blank=True, default=list)),
                ("deviates_because", models.TextField(blank=True)),
                ("prepared_at", models.DateTimeField()),
                ("second_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("announced_on", models.DateField(blank=True, null=True)),
                ("object_until", models.DateField(blank=True, null=True)),
                ("letter", models.JSONField(blank=True, null=True)),
                ("final_at", models.DateTimeField(blank=True, null=True)),
                ("lapsed_at", models.DateTimeField(blank=True, null=True)),
                ("lapsed_because", models.TextField(blank=True)),
                ("is_erased", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "advice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgets.advice",
                    ),
                ),
                (
                    "advised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="thread.answer",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="budgets.application"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
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
                    "prepared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "deliberation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="budgets.deliberation",
                    ),
                ),
                (
                    "pot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgets.pot",
                    ),
                ),
                (
                    "to_round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgets.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "besluit",
                "ordering": ["-prepared_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "draft")),
                        fields=["municipality", "prepared_at", "id"],
                        name="decision_drafts",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("final_at__isnull", True), ("is_current", True), ("outcome", "provisional")
                        ),
                        fields=["municipality", "decided_at", "id"],
                        name="decision_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("application",),
                        name="one_draft_decision_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)), fields=("application",), name="one_decision_stands"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["yes", "part", "provisional", "next_round", "no"])),
                        name="a_decision_is_one_of_five",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__in", ("part", "next_round", "no")), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_decision_that_disappoints_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount_cents__gte", 1),
                                ("outcome__in", ("yes", "part", "provisional")),
                                ("pot__isnull", False),
                            ),
                            models.Q(
                                models.Q(("outcome__in", ("yes", "part", "provisional")), _negated=True),
                                ("amount_cents", 0),
                                ("pot__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_decision_that_gives_says_how_much_and_from_where",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("is_current", False), ("state", "draft")),
                            models.Q(
                                ("announced_on__isnull", False),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("letter__isnull", False),
                                ("object_until__isnull", False),
                                ("state", "published"),
                            ),
                            _connector="OR",
                        ),
                        name="a_published_decision_says_who_when_and_until",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("advised_by__isnull", True),
                            ("decided_by__isnull", True),
                            models.Q(("advised_by", models.F("decided_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="who_advises_does_not_decide",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second_by__isnull", True),
                            ("decided_by__isnull", True),
                            models.Q(("second_by", models.F("decided_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="the_second_pair_of_eyes_is_anothers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("final_at__isnull", True), ("lapsed_at__isnull", True)),
                            ("outcome", "provisional"),
                            _connector="OR",
                        ),
                        name="only_a_provisional_decision_becomes_final",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lapsed_at__isnull", True),
                            models.Q(
                                ("final_at__isnull", True),
                                ("is_current", False),
                                models.Q(("lapsed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_lapsed_decision_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoteCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("most_cents", models.PositiveBigIntegerField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="categories", to="budgets.voteround"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "vote categories",
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "name"), name="a_vote_category_has_its_name"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_vote_category_is_called_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoteCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("counted_at", models.DateTimeField()),
                ("web_votes", models.PositiveIntegerField()),
                ("paper_codes", models.PositiveIntegerField()),
                ("paper_votes", models.PositiveIntegerField()),
                ("invalid_slips", models.PositiveIntegerField()),
                ("unused_codes", models.PositiveIntegerField()),
                ("outcomes", models.JSONField()),
                ("file", models.TextField()),
                ("file_hash", models.CharField(max_length=64)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="counted", to="budgets.voteround"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("file", ""), _negated=True), name="a_count_has_its_file")
                ],
            },
        ),
        migrations.CreateModel(
            name="VoteCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.CharField(max_length=64)),
                ("handed", models.CharField(choices=[("letter", "per brief"), ("desk", "aan de balie")], max_length=6)),
                ("letter", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "used_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("web", "op internet gestemd"),
                            ("paper", "ingewisseld voor een papieren stembiljet"),
                            ("void", "ongeldig gemaakt"),
                            ("replaced", "vervangen aan de balie"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="budgets.voteround"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["round", "used_for"], name="vote_codes_used")],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "code_hash"), name="a_vote_code_is_given_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("letter__isnull", False)),
                        fields=("round", "letter"),
                        name="a_letter_to_vote_has_its_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("handed__in", ["letter", "desk"])), name="a_vote_code_was_handed_somehow"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("letter__isnull", True),
                            models.Q(("handed", "letter"), ("letter__gte", 1)),
                            _connector="OR",
                        ),
                        name="only_letters_to_vote_are_numbered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used_for__in", ["", "web", "paper", "void", "replaced"])),
                        name="a_vote_code_is_used_somehow",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slip", models.PositiveIntegerField()),
                ("choices", models.TextField(blank=True)),
                ("is_settled", models.BooleanField(default=False)),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paper_entries",
                        to="budgets.voteround",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "paper entries",
                "ordering": ["round_id", "slip", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "slip", "entered_by"), name="a_slip_is_typed_by_two_people"
                    ),
                    models.CheckConstraint(condition=models.Q(("slip__gte", 1)), name="slips_are_numbered_from_one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskHandout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=64)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="handouts", to="budgets.voteround"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("round", "mark"), name="a_resident_gets_one_code_at_a_desk")
                ],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("choices", models.TextField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ballots", to="budgets.voteround"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("choices", ""), _negated=True), name="a_ballot_in_the_box_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount_cents", models.PositiveBigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "toegekend"),
                            ("paid", "betaald"),
                            ("justified", "verantwoord"),
                            ("closed", "afgerond"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("granted_at", models.DateTimeField()),
                ("justify_by", models.DateField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_reason", models.TextField(blank=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="budgets.application"
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grant", to="budgets.decision"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "pot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="budgets.pot"
                    ),
                ),
            ],
            options={
                "verbose_name": "toekenning",
                "ordering": ["-granted_at", "-id"],
                "indexes": [
                    models.Index(fields=["pot", "-granted_at", "-id"], name="grant_of_pot_newest"),
                    models.Index(fields=["municipality", "justify_by", "id"], name="grant_to_justify"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__gte", 1)), name="a_grant_gives_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "paid", "justified", "closed", "withdrawn"])),
                        name="a_grant_has_a_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("application",),
                        name="an_application_is_granted_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(("ended_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_withdrawn_grant_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "objector",
                    models.CharField(
                        choices=[("applicant", "de aanvrager"), ("other", "iemand anders")], max_length=10
                    ),
                ),
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
                (
                    "way",
                    models.CharField(
                        choices=[("post", "met de post"), ("desk", "afgegeven"), ("digital", "digitaal")], max_length=10
                    ),
                ),
                ("received_on", models.DateField()),
                ("posted_on", models.DateField(blank=True, null=True)),
                ("object_until", models.DateField()),
                ("gist", models.TextField()),
                ("with_committee", models.BooleanField(default=False)),
                ("decide_by", models.DateField()),
                ("extended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "loopt"), ("withdrawn", "ingetrokken"), ("decided", "beslist")],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kept", "het besluit blijft"),
                            ("changed", "het besluit verandert"),
                            ("not_admissible", "niet in behandeling genomen"),
                        ],
                        max_length=16,
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_because", models.TextField(blank=True)),
                ("registered_at", models.DateTimeField()),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="budgets.decision"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "registered_by",
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
                "verbose_name": "bezwaar",
                "ordering": ["-received_on", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["municipality", "decide_by", "id"],
                        name="objection_to_decide",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="an_objection_sent_twice_is_one"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("objector", "applicant"), ("state", "open")),
                        fields=("decision",),
                        name="an_applicant_objects_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("name", ""), ("objector", "applicant"), ("reply_address", ""), ("reply_by", "none")
                            ),
                            models.Q(("objector", "other"), models.Q(("name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="who_else_objects_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply_by", "none"), models.Q(("reply_address", ""), _negated=True), _connector="OR"
                        ),
                        name="who_objects_can_be_reached",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("gist", ""), _negated=True), name="an_objection_says_what_about"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_by__isnull", True),
                                ("ended_on__isnull", True),
                                ("outcome", ""),
                                ("state", "open"),
                            ),
                            models.Q(
                                ("decided_by__isnull", True),
                                ("outcome", ""),
                                ("state", "withdrawn"),
                                ("ended_on__isnull", False),
                            ),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("outcome__in", ["kept", "changed", "not_admissible"]),
                                ("state", "decided"),
                                ("ended_on__isnull", False),
                                models.Q(("ended_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_objection_that_is_decided_says_by_whom_how_and_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoteProject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("words", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("cost_cents", models.PositiveBigIntegerField()),
                ("tie_place", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vote_projects",
                        to="budgets.application",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="budgets.votecategory",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="projects", to="budgets.voteround"
                    ),
                ),
            ],
            options={
                "ordering": ["round_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number"), name="a_vote_project_has_its_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("tie_place__isnull", False)),
                        fields=("round", "tie_place"),
                        name="no_two_vote_projects_tie_for_ever",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("application__isnull", False)),
                        fields=("round", "application"),
                        name="an_application_stands_once_in_a_vote",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="a_vote_project_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cost_cents__gt", 0)), name="a_vote_project_costs_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="vote_projects_are_numbered_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "nog te betalen"),
                            ("paid", "terugbetaald"),
                            ("waived", "kwijtgescholden"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("amount_cents", models.PositiveBigIntegerField()),
                ("repaid_cents", models.PositiveBigIntegerField(default=0)),
                ("reason", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("pay_by", models.DateField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_because", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "asked_by",
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
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="budgets.grant"
                    ),
                ),
            ],
            options={
                "verbose_name": "terugvordering",
                "ordering": ["-asked_at", "-id"],
                "indexes": [models.Index(fields=["municipality", "state", "pay_by", "id"], name="claim_due")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("grant",), name="one_claim_stands_on_a_grant"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "paid", "waived", "withdrawn"])),
                        name="a_claim_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__gte", 1), models.Q(("reason", ""), _negated=True)),
                        name="a_claim_says_what_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("repaid_cents__lte", models.F("amount_cents"))),
                        name="no_more_comes_back_than_was_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("repaid_cents__lt", models.F("amount_cents")), ("state", "open")),
                            models.Q(("repaid_cents", models.F("amount_cents")), ("state", "paid")),
                            models.Q(
                                ("state__in", ["waived", "withdrawn"]), models.Q(("ended_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_claim_stays_until_it_is_paid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_claim_that_ended_did_so_at_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Justification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "nog te doen"),
                            ("handed_in", "ingeleverd"),
                            ("returned", "aan te vullen"),
                            ("approved", "goedgekeurd"),
                            ("missed", "niet verantwoord"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField()),
                ("told", models.TextField(blank=True)),
                ("people", models.PositiveIntegerField(blank=True, null=True)),
                ("spent_cents", models.PositiveBigIntegerField(blank=True, null=True)),
                ("spent_typed", models.CharField(blank=True, max_length=60)),
                ("why_no_receipts", models.CharField(blank=True, max_length=300)),
                ("is_paper", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                ("judged_at", models.DateTimeField(blank=True, null=True)),
                ("approved_cents", models.PositiveBigIntegerField(blank=True, null=True)),
                ("words", models.TextField(blank=True)),
                ("object_until", models.DateField(blank=True, null=True)),
                ("may_publish_story", models.BooleanField(default=False)),
                ("public_story", models.TextField(blank=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
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
                    "grant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="justification", to="budgets.grant"
                    ),
                ),
                (
                    "judged_by",
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
            ],
            options={
                "verbose_name": "verantwoording",
                "ordering": ["-changed_at", "-id"],
                "indexes": [
                    models.Index(fields=["municipality", "state", "due_on", "id"], name="justification_due"),
                    models.Index(fields=["municipality", "-published_at"], name="justification_published"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "handed_in", "returned", "approved", "missed"])),
                        name="a_justification_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["handed_in", "approved"]), _negated=True),
                            models.Q(
                                models.Q(("told", ""), _negated=True),
                                ("handed_in_at__isnull", False),
                                ("spent_cents__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_handed_in_tells_what_and_how_much",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_cents__isnull", False),
                                ("judged_at__isnull", False),
                                ("state__in", ("approved", "missed")),
                            ),
                            models.Q(
                                models.Q(("state__in", ("approved", "missed")), _negated=True),
                                ("approved_cents__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_judged_says_how_much",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["returned", "missed"]), ("words", ""), _negated=True),
                        name="what_is_asked_back_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "missed"), _negated=True), ("approved_cents", 0), _connector="OR"
                        ),
                        name="nothing_told_is_nothing_spent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("public_story", ""),
                            models.Q(("may_publish_story", True), ("published_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_story_is_shown_with_consent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="plan_line", to="budgets.grant"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="budgets.planline"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("advance", "Voorschot"), ("rest", "Betaling")], max_length=8)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "Klaargezet"),
                            ("exported", "In een bestand voor de bank"),
                            ("paid", "Betaald"),
                            ("failed", "Niet gelukt"),
                            ("withdrawn", "Ingetrokken"),
                        ],
                        default="prepared",
                        max_length=10,
                    ),
                ),
                ("amount_cents", models.PositiveBigIntegerField()),
                ("words", models.CharField(max_length=140)),
                ("prepared_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("failed_because", models.CharField(blank=True, max_length=200)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="budgets.payeeaccount"
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="budgets.grant"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="budgets.paymentbatch",
                    ),
                ),
                (
                    "pot",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.pot"),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["municipality", "state", "-id"], name="payment_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__gt", 0)), name="a_payment_is_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["prepared", "exported", "paid", "failed", "withdrawn"])),
                        name="a_payment_has_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["advance", "rest"])), name="a_payment_is_of_a_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("batch__isnull", True), ("state__in", ["prepared", "withdrawn"])),
                            models.Q(("batch__isnull", False), ("state__in", ["exported", "paid", "failed"])),
                            _connector="OR",
                        ),
                        name="what_went_to_the_bank_is_in_a_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("failed_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="what_failed_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "paid"), _negated=True), ("paid_on__isnull", False), _connector="OR"
                        ),
                        name="what_is_paid_was_so_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GrantBalance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("granted_cents", models.BigIntegerField(default=0)),
                ("owed_cents", models.BigIntegerField(default=0)),
                ("advanced_cents", models.BigIntegerField(default=0)),
                ("paid_cents", models.BigIntegerField(default=0)),
                ("justified_cents", models.BigIntegerField(default=0)),
                ("to_repay_cents", models.BigIntegerField(default=0)),
                ("waived_cents", models.BigIntegerField(default=0)),
                ("granted_total", models.BigIntegerField(default=0)),
                ("released_total", models.BigIntegerField(default=0)),
                ("paid_total", models.BigIntegerField(default=0)),
                ("justified_total", models.BigIntegerField(default=0)),
                ("repaid_total", models.BigIntegerField(default=0)),
                ("underway_cents", models.BigIntegerField(default=0)),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="balances", to="budgets.grant"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "pot",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.pot"),
                ),
            ],
            options={
                "ordering": ["pot__year", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("advanced_cents__gte", 0),
                            ("granted_cents__gte", 0),
                            ("granted_total__gte", 0),
                            ("justified_cents__gte", 0),
                            ("justified_total__gte", 0),
                            ("owed_cents__gte", 0),
                            ("paid_cents__gte", 0),
                            ("paid_total__gte", 0),
                            ("released_total__gte", 0),
                            ("repaid_total__gte", 0),
                            ("to_repay_cents__gte", 0),
                            ("waived_cents__gte", 0),
                        ),
                        name="a_grantbalance_is_never_below_nothing",
                    ),
                    models.UniqueConstraint(fields=("grant", "pot"), name="a_grant_stands_once_in_a_pot"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("underway_cents__gte", 0),
                            (
                                "underway_cents__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("granted_cents"), "+", models.F("owed_cents")
                                ),
                            ),
                        ),
                        name="no_more_is_prepared_than_is_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(blank=True, max_length=200)),
                ("cents", models.PositiveBigIntegerField(blank=True, null=True)),
                ("typed", models.CharField(blank=True, max_length=60)),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("added_at", models.DateTimeField()),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "cost_line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="receipts",
                        to="budgets.costline",
                    ),
                ),
                (
                    "justification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="receipts", to="budgets.justification"
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
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="files.photo",
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("justification", "client_key"), name="a_receipt_sent_twice_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("cents__isnull", True), ("typed", ""), _connector="OR"),
                        name="a_receipt_has_one_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("invited", "uitgenodigd om te vertellen hoe het ging"),
                            ("before", "herinnerd voor de laatste dag"),
                            ("after", "herinnerd na de laatste dag"),
                            ("last", "laatste keer herinnerd"),
                            ("claim_before", "herinnerd voor de laatste dag om te betalen"),
                            ("claim_after", "herinnerd na de laatste dag om te betalen"),
                        ],
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="budgets.claim",
                    ),
                ),
                (
                    "justification",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="budgets.justification",
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
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("justification__isnull", False)),
                        fields=("justification", "kind", "due_on"),
                        name="reminded_to_tell_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("claim__isnull", False)),
                        fields=("claim", "kind", "due_on"),
                        name="reminded_to_pay_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("justification__isnull", True), ("claim__isnull", True), _connector="XOR"),
                        name="a_reminder_is_about_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Repayment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cents", models.PositiveBigIntegerField()),
                ("received_on", models.DateField()),
                ("words", models.CharField(blank=True, max_length=200)),
                ("booked_at", models.DateTimeField()),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                ("deed", models.UUIDField()),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_because", models.CharField(blank=True, max_length=300)),
                (
                    "booked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="repayments", to="budgets.claim"
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
                "ordering": ["received_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_back_at__isnull", True), ("taken_back_because", "")),
                            models.Q(
                                ("taken_back_at__isnull", False), models.Q(("taken_back_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_repayment_that_was_taken_back_says_why",
                    ),
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="a_repayment_sent_twice_is_one"
                    ),
                    models.CheckConstraint(condition=models.Q(("cents__gte", 1)), name="a_repayment_is_an_amount"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("allot", "Toewijzing"),
                            ("withdraw", "Toewijzing verlaagd"),
                            ("transfer", "Overheveling"),
                            ("reserve", "Reservering"),
                            ("release", "Reservering vervallen"),
                            ("grant", "Toekenning"),
                            ("release_rest", "Rest van een toekenning vrijgevallen"),
                            ("advance", "Voorschot betaald"),
                            ("pay", "Betaling"),
                            ("justify", "Verantwoording"),
                            ("claim", "Terugvordering"),
                            ("repay", "Terugbetaling"),
                            ("waive", "Terugvordering kwijtgescholden"),
                            ("save", "Gespaard voor later"),
                            ("use_saving", "Spaargeld ingezet"),
                            ("lapse", "Vervallen"),
                            ("carry", "Meegenomen naar een ander jaar"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        choices=[
                            ("source", "Bron van het geld"),
                            ("elsewhere", "Andere pot of ander jaar"),
                            ("left", "Vrij te besteden"),
                            ("reserved", "Gereserveerd"),
                            ("granted", "Toegekend, nog niet betaald"),
                            ("owed", "Verantwoord, nog te betalen"),
                            ("advanced", "Als voorschot betaald"),
                            ("paid", "Betaald, nog niet verantwoord"),
                            ("justified", "Betaald en verantwoord"),
                            ("to_repay", "Terug te betalen"),
                            ("waived", "Niet teruggevraagd"),
                            ("saved", "Gespaard"),
                            ("lapsed", "Vervallen"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "debit",
                    models.CharField(
                        choices=[
                            ("source", "Bron van het geld"),
                            ("elsewhere", "Andere pot of ander jaar"),
                            ("left", "Vrij te besteden"),
                            ("reserved", "Gereserveerd"),
                            ("granted", "Toegekend, nog niet betaald"),
                            ("owed", "Verantwoord, nog te betalen"),
                            ("advanced", "Als voorschot betaald"),
                            ("paid", "Betaald, nog niet verantwoord"),
                            ("justified", "Betaald en verantwoord"),
                            ("to_repay", "Terug te betalen"),
                            ("waived", "Niet teruggevraagd"),
                            ("saved", "Gespaard"),
                            ("lapsed", "Vervallen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount_cents", models.PositiveBigIntegerField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("booked_at", models.DateTimeField()),
                ("value_on", models.DateField()),
                ("deed", models.UUIDField(default=uuid.uuid4)),
                (
                    "booked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="budgets.entry",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.fund"),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="budgets.grant",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="budgets.payment",
                    ),
                ),
                (
                    "pot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="budgets.pot"
                    ),
                ),
                (
                    "reservation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="budgets.reservation",
                    ),
                ),
                (
                    "saving",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="budgets.saving",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "entries",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["fund", "year", "-id"], name="entry_by_fund"),
                    models.Index(fields=["pot", "-id"], name="entry_by_pot"),
                    models.Index(fields=["pot", "kind", "-id"], name="entry_by_kind"),
                    models.Index(fields=["grant", "id"], name="entry_by_grant"),
                    models.Index(fields=["deed"], name="entry_by_deed"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount_cents__gt", 0)), name="an_entry_moves_money"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("corrects__isnull", True),
                                models.Q(
                                    models.Q(("credit", "source"), ("debit", "left"), ("kind", "allot")),
                                    models.Q(("credit", "left"), ("debit", "source"), ("kind", "withdraw")),
                                    models.Q(("credit", "left"), ("debit", "elsewhere"), ("kind", "transfer")),
                                    models.Q(("credit", "elsewhere"), ("debit", "left"), ("kind", "transfer")),
                                    models.Q(("credit", "left"), ("debit", "reserved"), ("kind", "reserve")),
                                    models.Q(("credit", "reserved"), ("debit", "left"), ("kind", "release")),
                                    models.Q(("credit", "reserved"), ("debit", "granted"), ("kind", "grant")),
                                    models.Q(("credit", "left"), ("debit", "granted"), ("kind", "grant")),
                                    models.Q(("credit", "granted"), ("debit", "left"), ("kind", "release_rest")),
                                    models.Q(("credit", "granted"), ("debit", "advanced"), ("kind", "advance")),
                                    models.Q(("credit", "owed"), ("debit", "justified"), ("kind", "advance")),
                                    models.Q(("credit", "owed"), ("debit", "justified"), ("kind", "pay")),
                                    models.Q(("credit", "granted"), ("debit", "paid"), ("kind", "pay")),
                                    models.Q(("credit", "advanced"), ("debit", "justified"), ("kind", "justify")),
                                    models.Q(("credit", "paid"), ("debit", "justified"), ("kind", "justify")),
                                    models.Q(("credit", "granted"), ("debit", "owed"), ("kind", "justify")),
                                    models.Q(("credit", "advanced"), ("debit", "to_repay"), ("kind", "claim")),
                                    models.Q(("credit", "paid"), ("debit", "to_repay"), ("kind", "claim")),
                                    models.Q(("credit", "to_repay"), ("debit", "left"), ("kind", "repay")),
                                    models.Q(("credit", "to_repay"), ("debit", "waived"), ("kind", "waive")),
                                    models.Q(("credit", "left"), ("debit", "saved"), ("kind", "save")),
                                    models.Q(("credit", "saved"), ("debit", "left"), ("kind", "use_saving")),
                                    models.Q(("credit", "left"), ("debit", "lapsed"), ("kind", "lapse")),
                                    models.Q(("credit", "saved"), ("debit", "lapsed"), ("kind", "lapse")),
                                    models.Q(("credit", "reserved"), ("debit", "elsewhere"), ("kind", "carry")),
                                    models.Q(("credit", "elsewhere"), ("debit", "reserved"), ("kind", "carry")),
                                    models.Q(("credit", "granted"), ("debit", "elsewhere"), ("kind", "carry")),
                                    models.Q(("credit", "elsewhere"), ("debit", "granted"), ("kind", "carry")),
                                    models.Q(("credit", "owed"), ("debit", "elsewhere"), ("kind", "carry")),
                                    models.Q(("credit", "elsewhere"), ("debit", "owed"), ("kind", "carry")),
                                    models.Q(("credit", "saved"), ("debit", "elsewhere"), ("kind", "carry")),
                                    models.Q(("credit", "elsewhere"), ("debit", "saved"), ("kind", "carry")),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                ("corrects__isnull", False),
                                models.Q(
                                    models.Q(("credit", "left"), ("debit", "source"), ("kind", "allot")),
                                    models.Q(("credit", "source"), ("debit", "left"), ("kind", "withdraw")),
                                    models.Q(("credit", "elsewhere"), ("debit", "left"), ("kind", "transfer")),
                                    models.Q(("credit", "left"), ("debit", "elsewhere"), ("kind", "transfer")),
                                    models.Q(("credit", "reserved"), ("debit", "left"), ("kind", "reserve")),
                                    models.Q(("credit", "left"), ("debit", "reserved"), ("kind", "release")),
                                    models.Q(("credit", "granted"), ("debit", "reserved"), ("kind", "grant")),
                                    models.Q(("credit", "granted"), ("debit", "left"), ("kind", "grant")),
                                    models.Q(("credit", "left"), ("debit", "granted"), ("kind", "release_rest")),
                                    models.Q(("credit", "advanced"), ("debit", "granted"), ("kind", "advance")),
                                    models.Q(("credit", "justified"), ("debit", "owed"), ("kind", "advance")),
                                    models.Q(("credit", "justified"), ("debit", "owed"), ("kind", "pay")),
                                    models.Q(("credit", "paid"), ("debit", "granted"), ("kind", "pay")),
                                    models.Q(("credit", "justified"), ("debit", "advanced"), ("kind", "justify")),
                                    models.Q(("credit", "justified"), ("debit", "paid"), ("kind", "justify")),
                                    models.Q(("credit", "owed"), ("debit", "granted"), ("kind", "justify")),
                                    models.Q(("credit", "to_repay"), ("debit", "advanced"), ("kind", "claim")),
                                    models.Q(("credit", "to_repay"), ("debit", "paid"), ("kind", "claim")),
                                    models.Q(("credit", "left"), ("debit", "to_repay"), ("kind", "repay")),
                                    models.Q(("credit", "waived"), ("debit", "to_repay"), ("kind", "waive")),
                                    models.Q(("credit", "saved"), ("debit", "left"), ("kind", "save")),
                                    models.Q(("credit", "left"), ("debit", "saved"), ("kind", "use_saving")),
                                    models.Q(("credit", "lapsed"), ("debit", "left"), ("kind", "lapse")),
                                    models.Q(("credit", "lapsed"), ("debit", "saved"), ("kind", "lapse")),
                                    models.Q(("credit", "elsewhere"), ("debit", "reserved"), ("kind", "carry")),
                                    models.Q(("credit", "reserved"), ("debit", "elsewhere"), ("kind", "carry")),
                                    models.Q(("credit", "elsewhere"), ("debit", "granted"), ("kind", "carry")),
                                    models.Q(("credit", "granted"), ("debit", "elsewhere"), ("kind", "carry")),
                                    models.Q(("credit", "elsewhere"), ("debit", "owed"), ("kind", "carry")),
                                    models.Q(("credit", "owed"), ("debit", "elsewhere"), ("kind", "carry")),
                                    models.Q(("credit", "elsewhere"), ("debit", "saved"), ("kind", "carry")),
                                    models.Q(("credit", "saved"), ("debit", "elsewhere"), ("kind", "carry")),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="an_entry_moves_as_its_kind_does",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corrects__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="a_counter_entry_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grant__isnull", False),
                            models.Q(
                                models.Q(
                                    (
                                        "credit__in",
                                        ("granted", "owed", "advanced", "paid", "justified", "to_repay", "waived"),
                                    ),
                                    _negated=True,
                                ),
                                models.Q(
                                    (
                                        "debit__in",
                                        ("granted", "owed", "advanced", "paid", "justified", "to_repay", "waived"),
                                    ),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="money_of_a_grant_names_the_grant",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(blank=True, max_length=200)),
                ("may_publish", models.BooleanField(default=False)),
                ("consent_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("is_public", models.BooleanField(default=False)),
                ("added_at", models.DateTimeField()),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "justification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="budgets.justification"
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="files.photo"
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("justification", "client_key"), name="a_story_photo_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_public", False), ("may_publish", True), _connector="OR"),
                        name="a_photo_is_shown_with_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("may_publish", False), ("consent_at__isnull", False), _connector="OR"),
                        name="consent_was_given_at_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AwardYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("words", models.TextField()),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("announces_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "in voorbereiding"),
                            ("open", "voordragen kan"),
                            ("judging", "de jury oordeelt"),
                            ("announced", "uitgereikt"),
                            ("cancelled", "gaat niet door"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("jury_report", models.TextField(blank=True)),
                ("ended_because", models.TextField(blank=True)),
                ("despite", models.TextField(blank=True)),
                ("announced_at", models.DateTimeField(blank=True, null=True)),
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
                "ordering": ["-year", "work_area_id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("municipality"),
                        models.F("year"),
                        django.db.models.functions.comparison.Coalesce("work_area", 0),
                        name="one_award_a_year_and_area",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                        name="an_award_closes_after_it_opens",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="an_award_says_what_it_is_for"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "announced"), _negated=True),
                            models.Q(("announced_at__isnull", False), models.Q(("jury_report", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="an_award_is_given_with_a_report",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("ended_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_award_that_is_cancelled_says_why",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Juror",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=120)),
                ("email", models.CharField(blank=True, max_length=250)),
                ("link_key", models.CharField(max_length=40, unique=True)),
                ("added_at", models.DateTimeField()),
                (
                    "award_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="jurors", to="budgets.awardyear"
                    ),
                ),
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
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("award_year", "person"),
                        name="a_person_is_juror_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), ("name", ""), ("person__isnull", False)),
                            models.Q(("person__isnull", True), models.Q(("name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_juror_is_a_person_or_has_a_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("client_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "een persoon"),
                            ("group", "een groep bewoners"),
                            ("organisation", "een vereniging of organisatie"),
                        ],
                        default="person",
                        max_length=14,
                    ),
                ),
                ("nominee", models.CharField(max_length=120)),
                (
                    "nominee_reply_by",
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
                ("nominee_reply_address", models.CharField(blank=True, max_length=250)),
                ("nominee_link_key", models.CharField(max_length=40, unique=True)),
                ("why", models.TextField()),
                ("jury_words", models.TextField(blank=True)),
                ("public_words", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "nieuw"),
                            ("accepted", "naar de jury"),
                            ("declined", "doet niet mee"),
                            ("joined", "bij een andere gevoegd"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("declined_because", models.TextField(blank=True)),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("not_asked", "nog niet gevraagd"),
                            ("asked", "gevraagd"),
                            ("yes", "ja"),
                            ("no", "nee"),
                        ],
                        default="not_asked",
                        max_length=10,
                    ),
                ),
                ("consent_at", models.DateTimeField(blank=True, null=True)),
                ("nominator_name", models.CharField(blank=True, max_length=120)),
                (
                    "nominator_reply_by",
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
                ("nominator_reply_address", models.CharField(blank=True, max_length=250)),
                ("is_by_staff", models.BooleanField(default=False)),
                ("nominated_at", models.DateTimeField()),
                ("forgotten_at", models.DateTimeField(blank=True, null=True)),
                (
                    "award_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="nominations", to="budgets.awardyear"
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="budgets.initiative",
                    ),
                ),
                (
                    "joined_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined",
                        to="budgets.nomination",
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
                "ordering": ["nominated_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "client_key"), name="a_nomination_sent_twice_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("nominee", ""), _negated=True),
                            models.Q(
                                models.Q(("why", ""), _negated=True), ("forgotten_at__isnull", False), _connector="OR"
                            ),
                        ),
                        name="a_nomination_says_who_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("declined_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_nomination_that_is_declined_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("joined_to__isnull", False), ("state", "joined")),
                            models.Q(models.Q(("state", "joined"), _negated=True), ("joined_to__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_joined_nomination_says_to_which",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nominee_reply_by", "none"),
                            models.Q(("nominee_reply_address", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_nominee_who_is_written_to_has_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nominator_reply_by", "none"),
                            models.Q(("nominator_reply_address", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_nominator_who_is_written_to_has_an_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JurorScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_involved", models.BooleanField(default=False)),
                ("words", models.TextField(blank=True)),
                ("given_at", models.DateTimeField()),
                (
                    "juror",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scores", to="budgets.juror"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
                (
                    "nomination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scores", to="budgets.nomination"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("juror", "nomination"), name="a_juror_judges_a_nomination_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_involved", True), ("points__isnull", True)),
                            models.Q(("is_involved", False), ("points__gte", 1), ("points__lte", 10)),
                            _connector="OR",
                        ),
                        name="a_juror_gives_points_or_stands_aside",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="fund",
            name="funded_by_grant",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="distributed_as",
                to="budgets.grant",
            ),
        ),
        migrations.AddField(
            model_name="awardyear",
            name="winner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="budgets.nomination",
            ),
        ),
    ]
