import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("template", models.CharField(max_length=100)),
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
                ("to_name", models.CharField(blank=True, max_length=200)),
                ("to_address", models.CharField(max_length=500)),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("is_sealed", models.BooleanField(default=False)),
                ("about_kind", models.CharField(max_length=60)),
                ("about_id", models.BigIntegerField()),
                ("area_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Wacht op versturen"),
                            ("sending", "Wordt nu verstuurd"),
                            ("sent", "Verstuurd"),
                            ("failed", "Nog niet gelukt"),
                            ("given_up", "Niet gelukt"),
                            ("returned", "Kwam terug"),
                            ("to_do", "Te doen"),
                            ("done", "Gedaan"),
                            ("cancelled", "Wordt niet verstuurd"),
                        ],
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("rounds", models.PositiveSmallIntegerField(default=1)),
                ("next_attempt_at", models.DateTimeField(blank=True, null=True)),
                ("lease", models.UUIDField(blank=True, null=True)),
                ("last_error", models.CharField(blank=True, max_length=300)),
                ("written_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LetterMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Wacht op versturen"),
                            ("sending", "Wordt nu verstuurd"),
                            ("sent", "Verstuurd"),
                            ("failed", "Nog niet gelukt"),
                            ("given_up", "Niet gelukt"),
                            ("returned", "Kwam terug"),
                            ("to_do", "Te doen"),
                            ("done", "Gedaan"),
                            ("cancelled", "Wordt niet verstuurd"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_id", models.BigIntegerField(blank=True, null=True)),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="outbox.letter"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.municipality"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("next_attempt_at__isnull", False)),
                fields=["next_attempt_at", "id"],
                name="letter_due",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["municipality", "-written_at", "-id"], name="letter_newest"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["municipality", "area_id", "-written_at", "-id"], name="letter_newest_in_area"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("state__in", ("failed", "given_up", "returned", "to_do"))),
                fields=["municipality", "state", "-written_at", "-id"],
                name="letter_needs_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["about_kind", "about_id", "-written_at"], name="letter_about"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel", "none"), _negated=True), name="who_wants_no_letter_gets_none"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("state__in", ("to_do", "done")), _negated=True), ("channel", "email")),
                    models.Q(
                        models.Q(("channel", "email"), _negated=True), ("state__in", ("to_do", "done", "cancelled"))
                    ),
                    _connector="OR",
                ),
                name="paper_and_telephone_are_done_by_hand",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lease__isnull", False), ("state", "sending")),
                    models.Q(models.Q(("state", "sending"), _negated=True), ("lease__isnull", True)),
                    _connector="OR",
                ),
                name="who_sends_a_letter_has_a_lease",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("next_attempt_at__isnull", False), ("state__in", ("waiting", "sending", "failed"))),
                    models.Q(
                        models.Q(("state__in", ("waiting", "sending", "failed")), _negated=True),
                        ("next_attempt_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="a_letter_to_be_sent_has_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_at__isnull", True), ("state__in", ("sent", "returned", "done")), _negated=True
                ),
                name="a_sent_letter_says_when",
            ),
        ),
        migrations.AddIndex(
            model_name="lettermove",
            index=models.Index(fields=["letter", "id"], name="letter_moves"),
        ),
    ]
