"""The Jinja2 environment: autoescape on, gettext, components, nothing that runs code of others."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from troth.foundation.web import marks, times
from troth.foundation.web.forms import csrf_field, once_field
from troth.foundation.web.lists import commas
from troth.foundation.web.offers import slot


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named view."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def escapes(name: str | None) -> bool:
    """Everything is escaped but the plain text of letters, where `&amp;` would be read as it stands."""
    return name is None or not name.endswith(".txt")


def environment(**options: Any) -> Environment:
    """What Django's Jinja2 backend calls once."""
    options["autoescape"] = escapes
    options.setdefault("undefined", StrictUndefined)
    env = Environment(  # noqa: S701  # `escapes` says what is not escaped: plain letters
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    env.globals.update(
        url=url, static=static, marks=marks, csrf_field=csrf_field, once_field=once_field, slot=slot
    )
    env.globals.update(
        language=translation.get_language, is_rtl=translation.get_language_bidi, Markup=Markup
    )
    env.filters.update(times.FILTERS, filesize=filesizeformat, commas=commas)
    return env
