import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import troth.foundation.web.fields
import troth.foundation.web.ids
from troth.foundation.web.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ("partnerships", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "is being read"),
                            ("read", "has been read"),
                            ("refused", "could not be read"),
                            ("visible", "is visible"),
                        ],
                        default="reading",
                        max_length=16,
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("file_hash", models.CharField(max_length=64)),
                ("path", models.CharField(blank=True, max_length=500)),
                ("size", models.BigIntegerField(default=0)),
                ("zone", models.CharField(default="UTC", max_length=64)),
                ("as_of", models.DateField(null=True)),
                ("options", models.JSONField(default=dict)),
                ("read", models.BigIntegerField(default=0)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("left_out", models.PositiveIntegerField(default=0)),
                ("here_already", models.PositiveIntegerField(default=0)),
                ("last_line", models.PositiveIntegerField(default=0)),
                ("notes", models.JSONField(default=dict)),
                ("problem_count", models.PositiveIntegerField(default=0)),
                ("refusal", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField()),
                ("visible_at", models.DateTimeField(null=True)),
                ("idx", models.BigIntegerField(null=True)),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.room",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.seat",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["room", "file_hash"], name="commitments_room_id_d04d47_idx"
                    ),
                    models.Index(
                        fields=["state", "started_at"], name="commitments_state_29cf66_idx"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
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
                ("deliverable", models.CharField(blank=True, max_length=500, verbose_name="What")),
                (
                    "meaning",
                    models.TextField(blank=True, max_length=4000, verbose_name="Delivered means"),
                ),
                ("due", models.DateTimeField(verbose_name="By when")),
                ("zone", models.CharField(max_length=64, verbose_name="Time zone")),
                ("whole_day", models.BooleanField(default=False)),
                (
                    "sure",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="How sure"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("declined", "declined"),
                            ("accepted", "accepted"),
                            ("delivered", "delivered"),
                            ("confirmed", "confirmed"),
                            ("disputed", "disputed"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="proposed",
                        max_length=16,
                    ),
                ),
                ("turn", models.PositiveIntegerField(default=0)),
                ("proposed_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("silence_days", models.PositiveSmallIntegerField(default=30)),
                ("drop_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("first_due", models.DateTimeField()),
                ("answer_by", models.DateTimeField(null=True)),
                (
                    "ask_by",
                    models.CharField(
                        blank=True,
                        choices=[("promiser", "promiser"), ("receiver", "receiver")],
                        max_length=16,
                    ),
                ),
                ("ask_due", models.DateTimeField(null=True)),
                ("ask_reason", models.TextField(blank=True)),
                ("ask_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kept", "kept"),
                            ("late", "late"),
                            ("dropped", "dropped"),
                            ("open", "open"),
                        ],
                        max_length=16,
                    ),
                ),
                ("outcome_at", models.DateTimeField(null=True)),
                ("missed_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("owned_at", models.DateTimeField(null=True)),
                ("repaired_at", models.DateTimeField(null=True)),
                ("renegotiated", models.PositiveSmallIntegerField(default=0)),
                ("shared_from", models.BooleanField(default=False)),
                ("event_id", models.CharField(blank=True, max_length=200)),
                ("line", models.PositiveIntegerField(null=True)),
                ("kept_at", models.DateTimeField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="commitments.batch",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "promiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promised",
                        to="partnerships.party",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receives",
                        to="partnerships.party",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.room",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome_at__isnull", True)),
                        fields=["room", "due", "id"],
                        name="open_by_date",
                    ),
                    models.Index(
                        condition=models.Q(("outcome_at__isnull", False)),
                        fields=["room", "-due", "-id"],
                        name="finished_by_date",
                    ),
                    models.Index(
                        fields=["room", "promiser", "outcome", "-due"],
                        name="commitments_room_id_7acd4a_idx",
                    ),
                    models.Index(
                        fields=["state", "missed_at", "due"], name="commitments_state_66de7d_idx"
                    ),
                    models.Index(
                        fields=["state", "answer_by"], name="commitments_state_3be393_idx"
                    ),
                    models.Index(
                        condition=models.Q(("drop_at__isnull", False)),
                        fields=["drop_at"],
                        name="may_be_dropped",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("batch__isnull", False)),
                        fields=("batch", "event_id"),
                        name="imported_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
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
                ("at", models.DateTimeField()),
                ("answer_by", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("disputed_at", models.DateTimeField(null=True)),
                ("missing", models.TextField(blank=True)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="commitments.commitment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("idx", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="commitments.commitment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("commitment", "idx"), name="line_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Move",
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
                ("was", models.DateTimeField()),
                ("due", models.DateTimeField()),
                ("agreed_at", models.DateTimeField()),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="commitments.commitment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WrongRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=32)),
                ("column", models.TextField(blank=True)),
                ("shown", models.TextField(blank=True)),
                ("other", models.BigIntegerField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wrong_rows",
                        to="commitments.batch",
                    ),
                ),
            ],
            options={
                "ordering": ("line", "id"),
            },
        ),
    ]
