"""Addresses of the inbox and the outbox."""

from django.urls import path

from troth.notices.views.devices import add, notifier, stop
from troth.notices.views.hooks import mail_in
from troth.notices.views.inbox import inbox
from troth.notices.views.letters import less, letters, read
from troth.notices.views.outbox import letter, outbox

urlpatterns = [
    path("inbox/", inbox, name="inbox"),
    path("you/letters/", letters, name="letters"),
    path("you/letters/devices/", add, name="letters.device"),
    path("you/letters/devices/<str:pk>/stop/", stop, name="letters.device.stop"),
    path("notifier.js", notifier, name="notifier"),
    path("letters/less/<str:token>/", less, name="letters.less"),
    path("mail/in/<str:provider>/", mail_in, name="mail.in"),
    path("letters/read/<str:token>/", read, name="letters.read"),
    path("example/outbox/", outbox, name="outbox"),
    path("example/outbox/<str:pk>/", letter, name="outbox.letter"),
]
