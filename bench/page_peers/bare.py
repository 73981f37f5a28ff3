"""The least of Django that shows 50 rows from SQLite; the peers choose the template engine."""

import os
import tempfile

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

ROWS = 50
BACKENDS = {
    "jinja": "django.template.backends.jinja2.Jinja2",
    "django": "django.template.backends.django.DjangoTemplates",
}


def application(engine: str) -> object:
    """A WSGI application with this engine."""
    folder = tempfile.mkdtemp(prefix="troth-peer-")
    here = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120  # a script of four lines
    settings.configure(
        SECRET_KEY="peer",  # noqa: S106  # a throw-away server on loopback
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": f"{folder}/peer",
                "CONN_MAX_AGE": None,
            }
        },
        TEMPLATES=[
            {
                "BACKEND": BACKENDS[engine],
                "DIRS": [f"{here}/{'jinja2' if engine == 'jinja' else 'templates'}"],
            }
        ],
    )
    django.setup()
    fill()
    return get_wsgi_application()


def fill() -> None:
    """Fifty rows."""
    from django.db import connection  # noqa: PLC0415  # configured only now

    with connection.cursor() as cursor:
        cursor.execute(
            "create table promise (id integer primary key, what text, due text, who text, state text)"
        )
        for number in range(ROWS):
            row = [f"Promise {number}", "Friday 13 March 17:00", f"Vendor {number % 7}", "kept"]
            cursor.execute(
                "insert into promise (what, due, who, state) values (%s, %s, %s, %s)", row
            )


def rows(request: HttpRequest) -> HttpResponse:
    """The page."""
    from django.db import connection  # noqa: PLC0415  # configured only now

    with connection.cursor() as cursor:
        cursor.execute("select id, what, due, who, state from promise order by id")
        found = [
            dict(zip(("id", "what", "due", "who", "state"), row, strict=True))
            for row in cursor.fetchall()
        ]
    return render(request, "rows.html", {"rows": found})


urlpatterns = [path("", rows)]
