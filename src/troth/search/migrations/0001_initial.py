from django.db import migrations, models

import troth.foundation.web.fields
from troth.foundation.web.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SearchItem",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("item", troth.foundation.web.fields.UlidField(max_length=26, unique=True)),
                ("room", troth.foundation.web.fields.UlidField(max_length=26)),
                ("partnership", troth.foundation.web.fields.UlidField(max_length=26)),
                ("kind", models.CharField(max_length=24)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("words", models.TextField()),
                (
                    "party",
                    troth.foundation.web.fields.UlidField(blank=True, default="", max_length=26),
                ),
                ("state", models.CharField(blank=True, max_length=24)),
                ("at", models.DateTimeField()),
                ("page", models.CharField(max_length=64)),
                ("parts", models.JSONField(default=dict)),
                ("parties_only", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["room", "-id"], name="search_by_room")],
            },
        ),
        migrations.CreateModel(
            name="SearchSpelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("word", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "word"), name="spelling_once")
                ],
            },
        ),
    ]
