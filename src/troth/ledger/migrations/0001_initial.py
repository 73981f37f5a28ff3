from django.db import migrations, models

import troth.foundation.web.fields
from troth.foundation.web.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "log",
                        "epoch",
                        "size",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("log", troth.foundation.web.fields.UlidField(max_length=26)),
                ("epoch", models.IntegerField()),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("frontier", models.BinaryField()),
                ("note", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Cosig",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "log",
                        "epoch",
                        "size",
                        "key",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("log", troth.foundation.web.fields.UlidField(max_length=26)),
                ("epoch", models.IntegerField()),
                ("size", models.BigIntegerField()),
                ("key", models.CharField(max_length=300)),
                ("line", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Cursor",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "follower",
                        "log",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("follower", models.CharField(max_length=64)),
                ("log", troth.foundation.web.fields.UlidField(max_length=26)),
                ("at", models.BigIntegerField()),
            ],
            options={
                "db_table": "follower_cursor",
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "log", "idx", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("log", troth.foundation.web.fields.UlidField(max_length=26)),
                ("idx", models.BigIntegerField()),
                ("kind", models.CharField(max_length=64)),
                ("t", models.DateTimeField()),
                ("entry_bytes", models.BinaryField()),
                ("leaf_hash", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Epoch",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "log",
                        "epoch",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("log", troth.foundation.web.fields.UlidField(max_length=26)),
                ("epoch", models.IntegerField()),
                ("first", models.BigIntegerField()),
                ("origin", models.CharField(max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "log",
                        "epoch",
                        "level",
                        "idx",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("log", troth.foundation.web.fields.UlidField(max_length=26)),
                ("epoch", models.IntegerField()),
                ("level", models.SmallIntegerField()),
                ("idx", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Once",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("log", troth.foundation.web.fields.UlidField(max_length=26)),
                ("idx", models.BigIntegerField()),
                ("location", models.CharField(blank=True, max_length=2000)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Retry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "follower",
                        "log",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("follower", models.CharField(max_length=64)),
                ("log", troth.foundation.web.fields.UlidField(max_length=26)),
                ("not_before", models.DateTimeField(db_index=True)),
                ("tries", models.IntegerField()),
                ("said", models.CharField(max_length=100)),
            ],
            options={
                "db_table": "follower_retry",
            },
        ),
        migrations.CreateModel(
            name="Wake",
            fields=[
                (
                    "log",
                    troth.foundation.web.fields.UlidField(
                        max_length=26, primary_key=True, serialize=False
                    ),
                ),
                ("size", models.BigIntegerField()),
                ("since", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                (
                    "log",
                    troth.foundation.web.fields.UlidField(
                        max_length=26, primary_key=True, serialize=False
                    ),
                ),
                ("epoch", models.IntegerField()),
                ("size", models.BigIntegerField()),
                ("frontier", models.BinaryField()),
                ("t", models.DateTimeField(null=True)),
                ("signed", models.BigIntegerField(default=0)),
                ("stopped", models.CharField(blank=True, default="", max_length=32)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("size__gt", models.F("signed"))),
                        fields=["log"],
                        name="head_unsigned",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "log",
                        "idx",
                        "part",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("log", troth.foundation.web.fields.UlidField(max_length=26)),
                ("idx", models.BigIntegerField()),
                ("part", models.CharField(max_length=64)),
                ("salt", models.BinaryField(null=True)),
                ("value", models.TextField(null=True)),
                ("concerns", troth.foundation.web.fields.UlidField(max_length=26, null=True)),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("concerns__isnull", False)),
                        fields=["concerns"],
                        name="part_of_person",
                    )
                ],
            },
        ),
    ]
