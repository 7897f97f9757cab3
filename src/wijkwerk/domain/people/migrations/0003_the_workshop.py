import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_areas"),
        ("people", "0002_table_of_attempts_to_sign_in"),
        ("tenancy", "0001_the_municipality"),
    ]

    operations = [
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
        migrations.AddField(
            model_name="covenant",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="covenants", to="people.organisation"
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="is_listed",
            field=models.BooleanField(default=True),
        ),
    ]
