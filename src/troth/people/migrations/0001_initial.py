import datetime as dt

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import troth.foundation.web.fields
import troth.foundation.web.ids
from troth.foundation.web.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Cached",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
            options={
                "db_table": "site_cache",
            },
        ),
        migrations.CreateModel(
            name="StartLink",
            fields=[
                ("key_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("expires_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField()),
                ("ends_at", models.FloatField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
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
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("zone", models.CharField(default="UTC", max_length=64, verbose_name="Time zone")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="Place")),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="What you do")),
                ("language", models.CharField(blank=True, max_length=16, verbose_name="Language")),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "As my device says"),
                            ("troth", "Light"),
                            ("troth-dark", "Dark"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="Colours",
                    ),
                ),
                (
                    "letters",
                    models.CharField(
                        blank=True,
                        choices=[("", "The usual letters"), ("clear", "Clearer letters")],
                        default="",
                        max_length=16,
                        verbose_name="Letters",
                    ),
                ),
                (
                    "density",
                    models.CharField(
                        blank=True,
                        choices=[("", "Comfortable"), ("compact", "Compact, for many rows")],
                        default="",
                        max_length=16,
                        verbose_name="Lists",
                    ),
                ),
                (
                    "work_from",
                    models.TimeField(default=dt.time(9, 0), verbose_name="Working day begins"),
                ),
                (
                    "work_until",
                    models.TimeField(default=dt.time(17, 0), verbose_name="Working day ends"),
                ),
                (
                    "work_days",
                    models.CharField(default="12345", max_length=7, verbose_name="Working days"),
                ),
                (
                    "mail_waiting",
                    models.BooleanField(
                        default=True, verbose_name="Send a mail when something waits for me"
                    ),
                ),
                (
                    "mail_words",
                    models.BooleanField(
                        default=True, verbose_name="Let mail carry the words themselves"
                    ),
                ),
                (
                    "mail_reminders",
                    models.BooleanField(default=True, verbose_name="Send reminders by mail"),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("is_operator", models.BooleanField(default=False)),
                ("is_example", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="person_email_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessChange",
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
                    "room",
                    troth.foundation.web.fields.UlidField(
                        db_column="room_id", default="*", max_length=26
                    ),
                ),
                ("at", models.FloatField(db_index=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "access_change",
            },
        ),
        migrations.CreateModel(
            name="LetIn",
            fields=[
                ("key_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("expires_at", models.DateTimeField(db_index=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("key_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("data", models.TextField()),
                ("device", models.CharField(blank=True, max_length=80)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("seen_at", models.DateTimeField(auto_now=True)),
                ("expires_at", models.DateTimeField(db_index=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
