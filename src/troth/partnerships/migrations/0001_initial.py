import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import troth.foundation.web.fields
import troth.foundation.web.ids
import troth.partnerships.models.terms
from troth.foundation.web.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Partnership",
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
                ("name", models.CharField(max_length=120, verbose_name="Name of the partnership")),
                ("purpose", models.TextField(blank=True, max_length=2000, verbose_name="What for")),
                (
                    "phase",
                    models.CharField(
                        choices=[("proposed", "proposed"), ("open", "open"), ("closed", "closed")],
                        default="proposed",
                        max_length=16,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Party",
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
                ("name", models.CharField(max_length=200)),
                ("called", models.CharField(blank=True, max_length=80)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("invited", "invited"),
                            ("joined", "joined"),
                            ("declined", "declined"),
                            ("left", "left"),
                            ("named", "named in imported data"),
                        ],
                        default="invited",
                        max_length=16,
                    ),
                ),
                ("founding", models.BooleanField(default=False)),
                ("colour", models.PositiveSmallIntegerField(default=0)),
                ("letter", models.CharField(blank=True, max_length=2)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("zone", models.CharField(default="UTC", max_length=64)),
                ("joined_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("standing__in", ("invited", "joined", "named"))),
                        fields=("partnership", "name"),
                        name="party_name_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("standing__in", ("invited", "joined", "named"))),
                        fields=("partnership", "organisation"),
                        name="party_organisation_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("admin", "admin"),
                            ("member", "member"),
                            ("facilitator", "facilitator"),
                            ("guest:read", "guest, reads"),
                            ("guest:contribute", "guest, contributes"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "title",
                    models.CharField(blank=True, max_length=80, verbose_name="What you do here"),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("chosen_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="partnerships.seat",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="partnerships.party",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="partnerships.partnership",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="partnerships.party",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["person", "partnership"], name="partnership_person__4262fb_idx"
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["until"],
                        name="seat_runs_out",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("partnership", "person", "party"),
                        name="seat_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Room",
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
                        choices=[
                            ("shared", "shared"),
                            ("side", "side"),
                            ("subset", "subset"),
                            ("closed", "closed"),
                            ("public", "public"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "parties",
                    models.ManyToManyField(related_name="subset_rooms", to="partnerships.party"),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rooms",
                        to="partnerships.partnership",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="side_rooms",
                        to="partnerships.party",
                    ),
                ),
                (
                    "seats",
                    models.ManyToManyField(related_name="listed_rooms", to="partnerships.seat"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "side")),
                        fields=("partnership", "kind", "party"),
                        name="side_room_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ("shared", "public"))),
                        fields=("partnership", "kind"),
                        name="shared_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Motion",
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
                    "act",
                    models.CharField(
                        choices=[
                            ("add-party", "invite another organisation"),
                            ("remove-party", "ask an organisation to leave"),
                            ("widen", "show something to more people"),
                            ("seat-facilitator", "ask somebody neutral to help"),
                            ("change-rule", "change the consent rule"),
                            ("close", "close the partnership"),
                        ],
                        max_length=24,
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=300)),
                ("about", models.JSONField(default=dict)),
                ("rule", models.CharField(max_length=24)),
                ("reason", models.TextField(max_length=2000, verbose_name="Why")),
                ("proposed_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "waits for an answer"),
                            ("carried", "carried"),
                            ("refused", "not carried"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=16,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="motions",
                        to="partnerships.partnership",
                    ),
                ),
                (
                    "about_party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="motions",
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
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.seat",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
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
                ("email", models.EmailField(max_length=254, verbose_name="E-mail address")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("admin", "admin"),
                            ("member", "member"),
                            ("facilitator", "facilitator"),
                            ("guest:read", "guest, reads"),
                            ("guest:contribute", "guest, contributes"),
                        ],
                        max_length=16,
                    ),
                ),
                ("speaks_for_party", models.BooleanField(default=False)),
                ("seat_until", models.DateTimeField(null=True)),
                (
                    "word",
                    models.TextField(blank=True, max_length=1000, verbose_name="A word with it"),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("mailed_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="partnerships.partnership",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="partnerships.party",
                    ),
                ),
                ("rooms", models.ManyToManyField(related_name="+", to="partnerships.room")),
                (
                    "accepted_seat",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="partnerships.seat",
                    ),
                ),
                (
                    "inviter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="partnerships.seat",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GuestLink",
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
                ("name", models.CharField(max_length=120, verbose_name="Their name")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="E-mail address"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("admin", "admin"),
                            ("member", "member"),
                            ("facilitator", "facilitator"),
                            ("guest:read", "guest, reads"),
                            ("guest:contribute", "guest, contributes"),
                        ],
                        max_length=16,
                    ),
                ),
                ("until", models.DateTimeField()),
                (
                    "word",
                    models.TextField(blank=True, max_length=1000, verbose_name="A word with it"),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("mailed_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guest_links",
                        to="partnerships.partnership",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="partnerships.room",
                    ),
                ),
                (
                    "inviter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guest_links",
                        to="partnerships.seat",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="partnerships.seat",
                    ),
                ),
                (
                    "seat",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="guest_link",
                        to="partnerships.seat",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Assent",
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
                ("yes", models.BooleanField()),
                ("word", models.TextField(blank=True, max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assents",
                        to="partnerships.motion",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="partnerships.party",
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
                    models.UniqueConstraint(fields=("motion", "party"), name="assent_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Terms",
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
                ("since", models.DateTimeField()),
                (
                    "agreement",
                    troth.foundation.web.fields.UlidField(blank=True, default="", max_length=26),
                ),
                ("consent_rule", models.CharField(default="unanimous", max_length=24)),
                ("answer_days", models.PositiveSmallIntegerField(default=5)),
                ("question_days", models.PositiveSmallIntegerField(default=5)),
                (
                    "channels",
                    models.JSONField(default=troth.partnerships.models.terms.usual_channels),
                ),
                ("conflict_days", models.PositiveSmallIntegerField(default=3)),
                ("decision", models.JSONField(default=dict)),
                ("rhythm", models.JSONField(default=dict)),
                ("reminder_days", models.JSONField(default=list)),
                ("silence_days", models.PositiveSmallIntegerField(default=30)),
                ("ease_days", models.PositiveSmallIntegerField(default=14)),
                ("outreach_days", models.PositiveSmallIntegerField(default=7)),
                ("shown_first_days", models.PositiveSmallIntegerField(default=7)),
                ("recheck_weeks", models.PositiveSmallIntegerField(default=12)),
                ("unnamed_allowed", models.BooleanField(default=True)),
                ("retention_months", models.PositiveSmallIntegerField(default=24)),
                ("operator", models.CharField(blank=True, default="", max_length=300)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="partnerships.partnership",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["partnership", "since"], name="partnership_partner_79e63b_idx"
                    )
                ],
            },
        ),
    ]
