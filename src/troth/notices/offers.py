"""What notices give to places that must not know them: the way to the example's mail."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.foundation.web.offers import Slot


def mail_of_the_example(_request: HttpRequest, _about: object) -> Markup:
    """Where a code that was sent can be read, on a server that sends no mail."""
    if not settings.EXAMPLE:
        return Markup("")
    words = _("This is an example: the code is on the page of its mail.")
    return Markup('<p class="small"><a class="a" href="{}">{}</a></p>').format(
        reverse("outbox"), words
    )


DOOR_MAIL = Slot(place="door.mail", render=mail_of_the_example)
