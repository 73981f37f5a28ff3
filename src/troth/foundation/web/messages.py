"""Words for the next page travel in a cookie, and where there are none, so does no cookie."""

from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.http.response import HttpResponseBase


class Messages(CookieStorage):
    """Django's own, but an answer to somebody who brought no words sets nothing."""

    def update(self, response: HttpResponseBase) -> list[Message] | None:
        """Store what was said; without anything said now or before, leave the answer alone."""
        if self.added_new or self.cookie_name in self.request.COOKIES:
            return super().update(response)
        return None
