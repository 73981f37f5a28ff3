"""A post in the reader's language, made by a machine when the reader asks for it; the original stays beside it."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from troth.discussions.actions.translating import ask_translation, is_coming
from troth.discussions.actions.turns import NotPossible
from troth.discussions.models import Post, Translation
from troth.discussions.queries.translations import translation_of
from troth.discussions.rendering import shown
from troth.discussions.rules.translating import Stage
from troth.discussions.views.finding import post_or_404, refused_page, why_not
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.partnerships.addresses import here
from troth.partnerships.requests import MemberRequest


@dataclass(frozen=True, kw_only=True)
class OtherWords:
    """A post as it is shown to whoever asked for another language: translated, or why not (yet)."""

    post: Post
    original: Markup
    language: str
    html: Markup | None = None
    note: str = ""
    waits: bool = False


@needs(Permission.TALK_FOLLOW)
@require_POST
def translate(request: MemberRequest, pk: str) -> HttpResponse:
    """Ask for the post in the language of the reader's pages."""
    post = translatable_or_404(request, pk)
    try:
        ask_translation(post, language=reading_language(), by=request.person)
    except NotPossible as refused:
        if not request.htmx:
            return refused_page(request, post, refused)
        return fragment(request, words_with(post, note=why_not(refused)))
    if request.htmx:
        return fragment(request, other_words_of(post))
    page = here(request, "talk.one", pk=post.topic_id)
    return redirect(f"{page}?at={post.number}&translated={post.id}#post-{post.number}")


@needs(Permission.TALK_READ)
@require_safe
def translation(request: MemberRequest, pk: str) -> HttpResponse:
    """The words of one post again, while its translation is waited for."""
    return fragment(request, other_words_of(translatable_or_404(request, pk)))


def translatable_or_404(request: MemberRequest, pk: str) -> Post:
    """The post; without a service to ask there is nothing here. Raises Http404."""
    if not settings.TRANSLATE_URL:
        raise Http404
    return post_or_404(request, pk)


def reading_language() -> str:
    """The language of the reader's pages, as services name it."""
    return (get_language() or "en").partition("-")[0]


def fragment(request: MemberRequest, words: OtherWords) -> HttpResponse:
    """Only the words of the post."""
    context = {"words": words, "way": lambda name, **parts: here(request, name, **parts)}
    return render(request, "discussions/_translation.html", context)


def words_with(post: Post, *, note: str = "", waits: bool = False) -> OtherWords:
    """The post as it was written, with a word about its translation."""
    original = shown(post.html) if not post.taken_back_at else Markup("")
    return OtherWords(
        post=post, original=original, language=reading_language(), note=note, waits=waits
    )


def other_words_of(post: Post) -> OtherWords:
    """What there is of a post in the reader's language."""
    found = translation_of(post, language=reading_language()) if settings.TRANSLATE_URL else None
    if found is None:
        return words_with(post)
    if found.stage == Stage.THERE:
        return OtherWords(
            post=post, original=shown(post.html), language=found.language, html=shown(found.html)
        )
    return words_with(post, note=note_of(found), waits=is_coming(found))


def note_of(one: Translation) -> str:
    """Why there is no translation to read."""
    if is_coming(one):
        return _("Being translated…")
    if one.stage == Stage.NOT_TAKEN:
        return _(
            "The translation service could not translate this. The words stand here as they were written."
        )
    return _("The translation service does not answer now. Please try again in a while.")
