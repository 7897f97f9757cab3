import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_areas"),
        ("people", "0002_table_of_attempts_to_sign_in"),
        ("plans", "0001_plans"),
        ("tenancy", "0001_the_municipality"),
    ]

    operations = [
        migrations.CreateModel(
            name="Experiment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160)),
                ("tries", models.TextField()),
                ("why", models.TextField()),
                ("measures", models.TextField(blank=True)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("learnt", models.TextField(blank=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("goes_on", "gaat door"), ("stops", "stopt"), ("ordinary", "wordt gewoon")],
                        max_length=10,
                    ),
                ),
                ("because", models.TextField(blank=True)),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("items", models.ManyToManyField(blank=True, related_name="+", to="plans.agendaitem")),
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
                ("work_areas", models.ManyToManyField(related_name="+", to="areas.workarea")),
            ],
            options={
                "ordering": ["-from_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("tries", ""), _negated=True),
                            models.Q(("why", ""), _negated=True),
                        ),
                        name="an_experiment_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"),
                        name="an_experiment_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("because", ""), ("decided_on", None), ("outcome", "")),
                            models.Q(
                                ("decided_on__isnull", False),
                                ("outcome__in", ["goes_on", "stops", "ordinary"]),
                                models.Q(("because", ""), _negated=True),
                                models.Q(("learnt", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_becomes_of_it_has_a_reason_and_a_lesson",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExperimentNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                (
                    "experiment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="insights.experiment"
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
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="an_observation_says_something"
                    )
                ],
            },
        ),
    ]
