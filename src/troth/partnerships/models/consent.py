"""Motions: acts that affect everybody, done only when the agreed rule is met."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.foundation.facts.partnerships import Act, MotionOutcome
from troth.foundation.web.fields import ulid_key
from troth.partnerships.models.rooms import Room
from troth.partnerships.models.seats import Partnership, Party, Seat

LONGEST_WHAT = 300
ACTS = {
    Act.ADD_PARTY: _("invite another organisation"),
    Act.REMOVE_PARTY: _("ask an organisation to leave"),
    Act.WIDEN: _("show something to more people"),
    Act.SEAT_FACILITATOR: _("ask somebody neutral to help"),
    Act.CHANGE_RULE: _("change the consent rule"),
    Act.CLOSE: _("close the partnership"),
}
OUTCOMES = {
    MotionOutcome.OPEN: _("waits for an answer"),
    MotionOutcome.CARRIED: _("carried"),
    MotionOutcome.REFUSED: _("not carried"),
    MotionOutcome.WITHDRAWN: _("withdrawn"),
}


class Motion(models.Model):
    """One act, its rule, its reason, and the answers of the parties."""

    id = ulid_key()
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="motions")
    room = models.ForeignKey(Room, models.PROTECT, related_name="+")
    act = models.CharField(
        max_length=24, choices=[(act.value, words) for act, words in ACTS.items()]
    )
    what = models.CharField(max_length=LONGEST_WHAT, blank=True)
    about = models.JSONField(default=dict)
    about_party = models.ForeignKey(Party, models.CASCADE, null=True, related_name="motions")
    rule = models.CharField(max_length=24)
    reason = models.TextField(_("Why"), max_length=2000)
    proposed_by = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=16,
        choices=[(one.value, words) for one, words in OUTCOMES.items()],
        default=MotionOutcome.OPEN.value,
    )
    settled_at = models.DateTimeField(null=True)


class Assent(models.Model):
    """One party's answer to a motion; the latest counts until it is settled."""

    id = ulid_key()
    motion = models.ForeignKey(Motion, models.CASCADE, related_name="assents")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    yes = models.BooleanField()
    word = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["motion", "party"], name="assent_once")]
