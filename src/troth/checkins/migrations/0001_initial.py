import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import troth.checkins.rules.pauses
import troth.checkins.rules.reports
import troth.foundation.web.fields
import troth.foundation.web.ids
from troth.foundation.web.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ("commitments", "0001_initial"),
        ("partnerships", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Checkin",
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
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                ("zone", models.CharField(max_length=64)),
                ("note", models.CharField(blank=True, max_length=16)),
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
                    models.Index(fields=["room", "-at"], name="checkins_ch_room_id_a6ee5a_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("room", "day"), name="checkin_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Load",
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
                ("until", models.DateField()),
                (
                    "words",
                    models.TextField(blank=True, max_length=1000, verbose_name="What would help"),
                ),
                ("at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.party",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.seat",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["room", "until"], name="checkins_lo_room_id_46caa8_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnLoad",
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
                ("until", models.DateField()),
                (
                    "words",
                    models.TextField(blank=True, max_length=1000, verbose_name="What would help"),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="partnerships.partnership",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "partnership"), name="own_load_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
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
                ("first", models.DateField(verbose_name="First day")),
                ("last", models.DateField(verbose_name="Last day")),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="Why")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("agreed", "agreed"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=troth.checkins.rules.pauses.State["PROPOSED"],
                        max_length=16,
                    ),
                ),
                ("turn", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("end", models.DateField(null=True, verbose_name="Last day, earlier than agreed")),
                ("end_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.party",
                    ),
                ),
                (
                    "end_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                        fields=["room", "state", "last"], name="checkins_pa_room_id_949490_idx"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "progress",
                    models.TextField(blank=True, max_length=4000, verbose_name="What moved"),
                ),
                (
                    "hard",
                    models.TextField(blank=True, max_length=4000, verbose_name="What is hard"),
                ),
                (
                    "wish",
                    models.TextField(blank=True, max_length=4000, verbose_name="What would help"),
                ),
                ("asks", models.BooleanField(default=False, verbose_name="We ask you for this")),
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
                ("begins", models.DateTimeField()),
                ("answer_by", models.DateTimeField()),
                ("moved_from", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("given", "given"),
                            ("skipped", "skipped"),
                        ],
                        default=troth.checkins.rules.reports.State["WAITING"],
                        max_length=16,
                    ),
                ),
                ("latest", models.PositiveIntegerField(default=0)),
                ("said_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True, max_length=4000, verbose_name="Why")),
                (
                    "answer",
                    models.TextField(blank=True, max_length=4000, verbose_name="Your answer"),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.seat",
                    ),
                ),
                (
                    "asked_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.party",
                    ),
                ),
                (
                    "checkin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="checkins.checkin",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.party",
                    ),
                ),
                (
                    "said_by",
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
                    models.Index(fields=["party", "state"], name="checkins_re_party_i_d5c330_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("checkin", "party"), name="report_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Rest",
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
                ("was", models.DateTimeField(null=True)),
                ("due", models.DateTimeField(null=True)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="commitments.commitment",
                    ),
                ),
                (
                    "pause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rests",
                        to="checkins.pause",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("pause", "commitment"), name="rests_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Writing",
            fields=[
                (
                    "progress",
                    models.TextField(blank=True, max_length=4000, verbose_name="What moved"),
                ),
                (
                    "hard",
                    models.TextField(blank=True, max_length=4000, verbose_name="What is hard"),
                ),
                (
                    "wish",
                    models.TextField(blank=True, max_length=4000, verbose_name="What would help"),
                ),
                ("asks", models.BooleanField(default=False, verbose_name="We ask you for this")),
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
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "asked_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.party",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="writings",
                        to="checkins.report",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.seat",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("report", "number"), name="writing_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Yes",
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
                ("to_end", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.party",
                    ),
                ),
                (
                    "pause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="checkins.pause",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("pause", "party", "to_end"), name="yes_once")
                ],
            },
        ),
    ]
