import django.db.models.deletion
from django.db import migrations, models

import troth.foundation.web.fields
import troth.foundation.web.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partnerships", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Experience",
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
                    "dimension",
                    models.CharField(
                        choices=[
                            ("reliability", "reliability"),
                            ("truth", "truth"),
                            ("ability", "ability"),
                            ("open-communication", "open-communication"),
                            ("care", "care"),
                        ],
                        max_length=20,
                    ),
                ),
                ("figure", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("turn", models.PositiveIntegerField(default=1)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "about",
                    models.ForeignKey(
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
                (
                    "saying_party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
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
                    models.UniqueConstraint(
                        fields=("room", "saying_party", "about", "dimension"),
                        name="experience_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("figure__lte", 10)), name="experience_of_ten"
                    ),
                ],
            },
        ),
    ]
