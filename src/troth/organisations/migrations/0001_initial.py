import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import troth.foundation.web.fields
import troth.foundation.web.ids
from troth.foundation.web.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    troth.foundation.web.fields.UlidField(
                        default=troth.foundation.web.ids.new_ulid,
                        editable=False,
                        max_length=26,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=120, verbose_name="Name of the organisation")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="Place")),
                ("zone", models.CharField(default="UTC", max_length=64, verbose_name="Time zone")),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="Country")),
                ("region", models.CharField(blank=True, max_length=8, verbose_name="Region")),
                ("weekend", models.CharField(default="56", max_length=6, verbose_name="Weekend")),
                ("days_off", models.JSONField(default=dict, verbose_name="Other days off")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="StrengthStatement",
            fields=[
                (
                    "id",
                    troth.foundation.web.fields.UlidField(
                        default=troth.foundation.web.ids.new_ulid,
                        editable=False,
                        max_length=26,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("good", "good at"), ("weak", "weak at"), ("needs", "needs")],
                        max_length=8,
                    ),
                ),
                ("words", models.CharField(max_length=160)),
                ("examples", models.TextField(blank=True, max_length=1000)),
                ("tags", models.JSONField(default=list)),
                (
                    "shown",
                    models.CharField(
                        choices=[
                            ("nobody", "nobody yet"),
                            ("chosen", "chosen tables"),
                            ("all", "all our tables"),
                        ],
                        default="nobody",
                        max_length=8,
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="strengths",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    troth.foundation.web.fields.UlidField(
                        default=troth.foundation.web.ids.new_ulid,
                        editable=False,
                        max_length=26,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("admin", models.BooleanField(default=False)),
                ("since", models.DateTimeField(auto_now_add=True)),
                ("until", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("organisation", "person"),
                        name="membership_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StrengthShown",
            fields=[
                (
                    "id",
                    troth.foundation.web.fields.UlidField(
                        default=troth.foundation.web.ids.new_ulid,
                        editable=False,
                        max_length=26,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "partnership",
                    troth.foundation.web.fields.UlidField(db_index=True, max_length=26),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tables",
                        to="organisations.strengthstatement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "partnership"), name="strength_shown_once"
                    )
                ],
            },
        ),
    ]
