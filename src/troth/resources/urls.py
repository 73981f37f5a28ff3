"""Addresses of the library, inside a table."""

from django.urls import path

from troth.resources.views import library, one, uploads

urlpatterns = [
    path("talk/library/", library.library, name="talk.library"),
    path("talk/library/add/", library.add_one, name="talk.library.add"),
    path("talk/library/uploads/", uploads.begin, name="talk.library.uploads"),
    path("talk/library/uploads/<str:pk>/", uploads.upload, name="talk.library.upload"),
    path("talk/library/<str:pk>/", one.one, name="talk.library.one"),
    path("talk/library/<str:pk>/version/", one.version, name="talk.library.version"),
    path("talk/library/<str:pk>/withdraw/", one.withdraw_one, name="talk.library.withdraw"),
    path("talk/library/<str:pk>/files/<int:number>/", one.file, name="talk.library.file"),
    path(
        "talk/library/<str:pk>/files/<int:number>/preview/",
        one.preview,
        name="talk.library.preview",
    ),
]
