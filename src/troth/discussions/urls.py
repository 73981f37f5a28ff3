"""Addresses of talk, inside a table."""

from django.urls import path

from troth.discussions.views import (
    lines,
    lists,
    meanings,
    posts,
    reading,
    topic,
    translating,
    unnamed,
    writing,
)

urlpatterns = [
    path("talk/", lists.talk, name="talk"),
    path("talk/questions/", lists.questions, name="talk.questions"),
    path("talk/post/", lines.post_line, name="talk.post_line"),
    path("talk/ask/", lines.ask_line, name="talk.ask_line"),
    path("talk/new/", writing.new, name="talk.new"),
    path("talk/preview/", writing.preview, name="talk.preview"),
    path("talk/drafts/<str:place>/", writing.draft, name="talk.draft"),
    path("talk/about/<str:pk>/", writing.aside, name="talk.aside"),
    path("talk/posts/<str:pk>/", posts.post, name="talk.post"),
    path("talk/posts/<str:pk>/edit/", posts.edit, name="talk.edit"),
    path("talk/posts/<str:pk>/take-back/", posts.take_back, name="talk.take_back"),
    path("talk/posts/<str:pk>/answer/", posts.answer, name="talk.answer"),
    path("talk/posts/<str:pk>/reopen/", posts.reopen, name="talk.reopen"),
    path("talk/posts/<str:pk>/share/", posts.share, name="talk.share"),
    path("talk/posts/<str:pk>/translate/", translating.translate, name="talk.translate"),
    path("talk/posts/<str:pk>/translation/", translating.translation, name="talk.translation"),
    path("talk/posts/<str:pk>/meaning/", meanings.ask, name="talk.meaning"),
    path("talk/meanings/<str:pk>/confirm/", meanings.confirm, name="talk.confirm"),
    path("talk/meanings/<str:pk>/correct/", meanings.correct, name="talk.correct"),
    path("talk/<str:pk>/", topic.topic, name="talk.one"),
    path("talk/<str:pk>/since/", topic.since, name="talk.since"),
    path("talk/<str:pk>/reply/", writing.reply, name="talk.reply"),
    path("talk/<str:pk>/unnamed/", unnamed.unnamed, name="talk.unnamed"),
    path("talk/<str:pk>/read/", reading.read, name="talk.read"),
    path("talk/<str:pk>/follow/", reading.follow, name="talk.follow"),
    path("talk/<str:pk>/react/", posts.react, name="talk.react"),
]
