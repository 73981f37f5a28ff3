"""Addresses of check-ins, load and pauses, inside a table."""

from django.urls import path

from troth.checkins.views import load, pages, pausing, writing

ROOT = "meetings/checkins/"

urlpatterns = [
    path(ROOT, pages.checkins, name="checkins"),
    path(f"{ROOT}load/", load.load, name="checkins.load"),
    path(f"{ROOT}load/forget/", load.forget, name="checkins.forget"),
    path(f"{ROOT}load/<str:pk>/over/", load.lift, name="checkins.lift"),
    path(f"{ROOT}help/<str:pk>/", writing.answer, name="checkins.answer"),
    path(f"{ROOT}pauses/new/", pausing.new, name="checkins.pause-new"),
    path(f"{ROOT}pauses/<str:pk>/", pausing.pause, name="checkins.pause"),
    path(f"{ROOT}pauses/<str:pk>/agree/", pausing.agree, name="checkins.pause-agree"),
    path(f"{ROOT}pauses/<str:pk>/decline/", pausing.decline, name="checkins.pause-decline"),
    path(f"{ROOT}pauses/<str:pk>/take-back/", pausing.withdraw, name="checkins.pause-withdraw"),
    path(f"{ROOT}pauses/<str:pk>/end/", pausing.end, name="checkins.pause-end"),
    path(f"{ROOT}pauses/<str:pk>/end/agree/", pausing.agree_end, name="checkins.pause-end-agree"),
    path(f"{ROOT}pauses/<str:pk>/end/keep/", pausing.keep_end, name="checkins.pause-end-keep"),
    path(f"{ROOT}<str:pk>/", pages.checkin, name="checkins.one"),
    path(f"{ROOT}<str:pk>/write/", writing.write, name="checkins.write"),
    path(f"{ROOT}<str:pk>/skip/", writing.skip, name="checkins.skip"),
]
