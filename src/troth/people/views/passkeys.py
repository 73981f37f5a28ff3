"""Adding a passkey: allauth's page, but for passkeys that let somebody in alone."""

# mypy: disallow-subclassing-any=False
# allauth comes without types, and its classes are made to be subclassed.

from typing import Any

from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView


class AddPasskey(AddWebAuthnView):
    """Asks the browser for a key that it keeps itself, and that checks who holds it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The options that the island hands to the browser."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = begin_registration(self.request.user, passwordless=True)
        return {**context, "js_data": {"creation_options": options}}
