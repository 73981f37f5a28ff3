"""Addresses of what is uneven (in a side room) and of private exchanges (in rooms of a few), inside a table."""

from django.urls import path

from troth.outreach.views import changes, exchanges, openly, sides

ROOT = "trust/outreach/"
SIDE = "trust/imbalance/"

urlpatterns = [
    path(ROOT, exchanges.outreach, name="outreach"),
    path(f"{ROOT}new/", exchanges.new, name="outreach.new"),
    path(f"{ROOT}<str:pk>/", exchanges.exchange, name="outreach.one"),
    path(f"{ROOT}<str:pk>/say/", exchanges.say, name="outreach.say"),
    path(f"{ROOT}<str:pk>/end/", exchanges.end, name="outreach.end"),
    path(f"{ROOT}<str:pk>/dates/", changes.dates, name="outreach.dates"),
    path(f"{ROOT}<str:pk>/pause/", changes.pause, name="outreach.pause"),
    path(f"{ROOT}<str:pk>/agree/", changes.agree, name="outreach.agree"),
    path(f"{ROOT}<str:pk>/decline/", changes.decline, name="outreach.decline"),
    path(f"{ROOT}<str:pk>/take-back/", changes.take_back, name="outreach.take-back"),
    path(SIDE, sides.imbalance, name="imbalance"),
    path(f"{SIDE}offered/<str:pk>/", sides.offered, name="imbalance.offered"),
    path(f"{SIDE}offered/<str:pk>/not-now/", sides.leave, name="imbalance.leave"),
    path(f"{SIDE}<str:pk>/", sides.signal, name="imbalance.one"),
    path(f"{SIDE}<str:pk>/say/", openly.say, name="imbalance.say"),
    path(f"{SIDE}<str:pk>/not-now/", sides.not_now, name="imbalance.not-now"),
]
