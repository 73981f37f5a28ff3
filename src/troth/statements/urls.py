"""Addresses for everybody: what every side has approved."""

from django.urls import path

from troth.statements.views import public

urlpatterns = [
    path("told/<str:token>/", public.answer, name="public.answer"),
    path("public/<slug:slug>/", public.table, name="public.table"),
    path("public/<slug:slug>/<str:pk>/", public.statement, name="public.statement"),
    path("public/<slug:slug>/<str:pk>/check/", public.checking, name="public.check"),
    path("public/<slug:slug>/<str:pk>/tell-me/", public.told, name="public.told"),
    path("public/<slug:slug>/<str:pk>/<int:number>/", public.statement, name="public.version"),
    path("public/<slug:slug>/<str:pk>/<int:number>/text/", public.text, name="public.text"),
    path("public/<slug:slug>/<str:pk>/<int:number>/sha256/", public.digest, name="public.digest"),
]
