"""What trust remembers: how each side says openly that it experiences the other, and itself."""

from django.db import models

from troth.partnerships.models import Party, Seat
from troth.partnerships.models.rooms import Item
from troth.trust.rules.hands import Dimension

LONGEST_WORDS = 300


class Experience(Item):
    """What one party says of another, or of itself, in one dimension; said anew, it is replaced."""

    saying_party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    about = models.ForeignKey(Party, models.PROTECT, related_name="+")
    dimension = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in Dimension]
    )
    figure = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    turn = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "saying_party", "about", "dimension"], name="experience_once"
            ),
            models.CheckConstraint(condition=models.Q(figure__lte=10), name="experience_of_ten"),
        ]
