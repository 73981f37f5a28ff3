"""Words for the next page travel in a cookie, and where there are none, so does no cookie."""

from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse


class Messages(CookieStorage):
    """Django's own, but an answer to somebody who brought no words sets nothing."""

    def _update_cookie(self, encoded_data: str, response: HttpResponse) -> None:
        if encoded_data or self.cookie_name in self.request.COOKIES:
            super()._update_cookie(encoded_data, response)
