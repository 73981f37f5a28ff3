"""Addresses of the inbox and the outbox."""

from django.urls import path

from troth.notices.views.inbox import inbox
from troth.notices.views.letters import less, letters
from troth.notices.views.outbox import letter, outbox

urlpatterns = [
    path("inbox/", inbox, name="inbox"),
    path("you/letters/", letters, name="letters"),
    path("letters/less/<str:token>/", less, name="letters.less"),
    path("example/outbox/", outbox, name="outbox"),
    path("example/outbox/<str:pk>/", letter, name="outbox.letter"),
]
