"""Session engine: server-side, listed for the person, keys stored hashed."""

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django.utils import timezone

from troth.people.models import Session

# A browser goes on under another key: `before` and `after`, both hashed.
rotated = Signal()


def key_hash(key: str) -> str:
    """What is kept of a session key."""
    return sha256(b"troth-session\n" + key.encode()).hexdigest()


class SessionStore(SessionBase):
    """Sessions in `people_session`; `person` is kept beside the data so that the gate can join on it."""

    if TYPE_CHECKING:  # Django has them; its types do not say so

        def _get_new_session_key(self) -> str: ...
        def _get_session(self, no_load: bool = False) -> dict[str, Any]: ...  # noqa: FBT001, FBT002

    def row(self) -> Session | None:
        """The living row of this key."""
        if not self.session_key:
            return None
        return Session.objects.filter(
            pk=key_hash(self.session_key), expires_at__gt=timezone.now()
        ).first()

    def exists(self, session_key: str) -> bool:
        """Whether the key is taken."""
        return Session.objects.filter(pk=key_hash(session_key)).exists()

    def create(self) -> None:
        """A new key with an empty session behind it."""
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def load(self) -> dict[str, Any]:
        """The data, or an empty session where there is none any more."""
        row = self.row()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row.data)

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002  # Django's signature
        """Write the session; raises where it was deleted meanwhile, so sign-out wins."""
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)
        fields = {
            "data": self.encode(data),
            "person_id": data.get(SESSION_KEY),
            "device": data.get("device", ""),
        }
        fields |= {"expires_at": self.get_expiry_date()}
        pk = key_hash(self.session_key)
        if must_create:
            try:
                with transaction.atomic():
                    Session.objects.create(pk=pk, **fields)
            except IntegrityError as taken:
                raise CreateError from taken
        elif not Session.objects.filter(pk=pk).update(**fields, seen_at=timezone.now()):
            raise UpdateError
        return None

    def cycle_key(self) -> None:
        """A new key for the same browser; what hangs on its session moves along before the old one ends."""
        data, before = self._get_session(), self.session_key
        self.create()
        self._session_cache = data
        if before and self.session_key:
            keys = {"before": key_hash(before), "after": key_hash(self.session_key)}
            rotated.send(SessionStore, **keys)
            self.delete(before)

    def delete(self, session_key: str | None = None) -> None:
        """End the session."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(pk=key_hash(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Drop what has run out."""
        Session.objects.filter(expires_at__lt=timezone.now()).delete()

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        """Django asks for it in `cycle_key` and tests."""
        return cls

    def get_session_cookie_age(self) -> int:
        """Seconds."""
        return int(settings.SESSION_COOKIE_AGE)
