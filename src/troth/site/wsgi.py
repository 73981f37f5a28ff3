"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "troth.site.settings")
application = get_wsgi_application()

from troth.site.serving.settled import settle  # noqa: E402  # addresses can be loaded when Django is

settle()
