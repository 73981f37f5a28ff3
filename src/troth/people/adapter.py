"""How sign-in behaves here: allauth's adapters."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class Adapter(DefaultAccountAdapter):
    """Accounts."""


class SecondFactor(DefaultMFAAdapter):
    """Second factors and passkeys."""
