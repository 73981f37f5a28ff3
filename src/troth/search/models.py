"""What can be found; everything here can be rebuilt from the logs."""

from django.db import models

from troth.foundation.web.fields import UlidField


class SearchItem(models.Model):
    """One item as it can be found: its words folded for the index, and what a line of results shows.

    The row's number follows the order in which items came, so the newest can be looked at first.
    """

    id = models.BigAutoField(primary_key=True)
    item = UlidField(unique=True)
    room = UlidField()
    partnership = UlidField()
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    words = models.TextField()
    party = UlidField(blank=True, default="")
    state = models.CharField(max_length=24, blank=True)
    at = models.DateTimeField()
    page = models.CharField(max_length=64)
    parts = models.JSONField(default=dict)
    parties_only = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["room", "-id"], name="search_by_room")]


class SearchSpelling(models.Model):
    """A way to misspell a word that stands in the index, and the word."""

    key = models.CharField(max_length=40)
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="spelling_once")]
