"""Addresses inside a table: one's own mail address of a room and of a topic."""

from django.urls import path

from troth.notices.views import by_mail

urlpatterns = [
    path("talk/by-mail/", by_mail.room, name="talk.by_mail"),
    path("talk/<str:pk>/by-mail/", by_mail.topic, name="talk.one.by_mail"),
]
