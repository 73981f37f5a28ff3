"""Addresses of goals, inside a table; what belongs to a measure or a check is named by its own key."""

from django.urls import path

from troth.goals.views import (
    bringing,
    check_acts,
    checks,
    measures,
    obstacles,
    pages,
    results,
    sharing,
    writing,
)

urlpatterns = [
    path("agreements/goals/", pages.goals, name="goals"),
    path("agreements/goals/new/", writing.new, name="goals.new"),
    path("agreements/goals/measures/<str:pk>/", measures.measure, name="goals.measure"),
    path("agreements/goals/measures/<str:pk>/reading/", measures.reading, name="goals.reading"),
    path("agreements/goals/measures/<str:pk>/import/", bringing.bring_in, name="goals.import"),
    path(
        "agreements/goals/readings/<str:pk>/take-back/",
        measures.take_back,
        name="goals.reading.take-back",
    ),
    path("agreements/goals/obstacles/<str:pk>/close/", obstacles.close, name="goals.close"),
    path("agreements/goals/checks/<str:pk>/", checks.check, name="goals.check"),
    path("agreements/goals/checks/<str:pk>/agree/", check_acts.agree, name="goals.check.agree"),
    path(
        "agreements/goals/checks/<str:pk>/take-back/",
        check_acts.take_back,
        name="goals.check.take-back",
    ),
    path("agreements/goals/checks/<str:pk>/result/", checks.result, name="goals.check.result"),
    path(
        "agreements/goals/found/<str:pk>/confirm/", check_acts.confirm, name="goals.check.confirm"
    ),
    path("agreements/goals/found/<str:pk>/differ/", checks.differ, name="goals.check.differ"),
    path("agreements/goals/kept/<str:pk>/", results.results, name="goals.results"),
    path("agreements/goals/kept/<str:pk>/approve/", results.approve, name="goals.results.approve"),
    path("agreements/goals/kept/<str:pk>/stop/", results.stop, name="goals.results.stop"),
    path("agreements/goals/<str:pk>/", pages.goal, name="goals.one"),
    path("agreements/goals/<str:pk>/change/", writing.change, name="goals.change"),
    path("agreements/goals/<str:pk>/sign/", writing.sign, name="goals.sign"),
    path("agreements/goals/<str:pk>/take-back/", writing.withdraw, name="goals.withdraw"),
    path("agreements/goals/<str:pk>/share/", sharing.share, name="goals.share"),
    path("agreements/goals/<str:pk>/obstacle/", obstacles.met, name="goals.obstacle"),
    path("agreements/goals/<str:pk>/check/", checks.propose, name="goals.check.new"),
    path("agreements/goals/<str:pk>/show/", results.put_together, name="goals.results.new"),
    path("agreements/goals/<str:pk>/versions/<int:number>/", pages.changes, name="goals.changes"),
]
