"""Addresses of promises, inside a table."""

from django.urls import path

from troth.commitments.rules.states import Act
from troth.commitments.views import (
    acts,
    importing,
    lists,
    one,
    promising,
    sharing,
    thread,
    widening,
)

urlpatterns = [
    path("commitments/", lists.commitments, name="commitments"),
    path("commitments/board/", lists.board, name="commitments.board"),
    path("commitments/finished/", lists.finished_ones, name="commitments.finished"),
    path("commitments/promise/", promising.promise, name="commitments.promise"),
    path("commitments/reading/", promising.reading, name="commitments.reading"),
    path("commitments/new/", promising.new, name="commitments.new"),
    path("commitments/import/", importing.choose, name="commitments.import"),
    path("commitments/import/<str:pk>/", importing.preview, name="commitments.import.preview"),
    path(
        "commitments/import/<str:pk>/wrong/", importing.wrong_rows, name="commitments.import.wrong"
    ),
    path("commitments/<str:pk>/", one.commitment, name="commitments.one"),
    path("commitments/<str:pk>/body/", one.body, name="commitments.body"),
    path("commitments/<str:pk>/say/", thread.say, name="commitments.say"),
    path("commitments/<str:pk>/share/", sharing.share, name="commitments.share"),
    path("commitments/<str:pk>/widen/", widening.widen, name="commitments.widen"),
    *[
        path(f"commitments/<str:pk>/{act}/", acts.act_view(act), name=f"commitments.{act}")
        for act in Act
    ],
]
