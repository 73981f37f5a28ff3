"""Addresses of missing voices and of balance, inside a table."""

from django.urls import path

from troth.inclusion.views import balance, groups, voices

ROOT = "agreements/voices-missing/"
ONE = f"{ROOT}<str:pk>/"
GROUP = f"{ONE}<str:key>/"

urlpatterns = [
    path(ROOT, voices.voices, name="voices"),
    path(ONE, voices.goal, name="voices.goal"),
    path(f"{ONE}name/", voices.name, name="voices.name"),
    path(f"{ONE}nobody/", voices.nobody, name="voices.nobody"),
    path(GROUP, groups.group, name="voices.group"),
    path(f"{GROUP}speaks/", groups.speak, name="voices.speaks"),
    path(f"{GROUP}no-longer/", groups.silent, name="voices.no-longer"),
    path(f"{GROUP}spoken-with/", groups.consult, name="voices.spoken-with"),
    path(f"{GROUP}acknowledge/", groups.acknowledge, name="voices.acknowledge"),
    path(f"{GROUP}take-back/", groups.take_back, name="voices.take-back"),
    path("trust/balance/", balance.balance, name="balance"),
    path("trust/balance/state/", balance.state, name="balance.state"),
]
