"""Django's view of the site: wires the nouns together once all of them are loaded."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The app `site`; it has no tables."""

    name = "troth.site"
    label = "site"

    def ready(self) -> None:
        """Hang the gate, name followers, clocks and offers."""
        from troth.site.wiring import wire  # noqa: PLC0415  # models are loaded only now

        wire()
