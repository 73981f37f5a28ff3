"""Addresses of slips, inside a table."""

from django.urls import path

from troth.slips.rules.states import Act
from troth.slips.views import acts, pages

ROOT = "care/slips/"
# What is said below a slip, and where.
WAYS = {
    "acknowledge": Act.ACKNOWLEDGE,
    "answer": Act.ANSWER,
    "add": Act.ADD,
    "repaired": Act.SAY_REPAIRED,
    "confirm": Act.CONFIRM,
    "take-back": Act.WITHDRAW,
}

urlpatterns = [
    path(ROOT, pages.slips, name="slips"),
    path(f"{ROOT}new/", pages.new, name="slips.new"),
    path(f"{ROOT}<str:pk>/", pages.slip, name="slips.one"),
    *[
        path(f"{ROOT}<str:pk>/{way}/", acts.act_view(act), name=f"slips.{way}")
        for way, act in WAYS.items()
    ],
]
