"""The pages of personal links: making one, the page behind it, and what its guest sees."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone

from troth.conftest import Visit as Browser
from troth.discussions.actions.writing import Words, begin
from troth.discussions.models import Post
from troth.foundation.kernel.roles import Role
from troth.foundation.web.ids import new_ulid
from troth.foundation.web.testing import statements
from troth.ledger.models import Entry
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice
from troth.partnerships.actions.guest_links import Linked, Visit, make_link, revoke_link
from troth.partnerships.models import GuestLink, Seat
from troth.partnerships.testing import Cast
from troth.people.actions.limits import spend
from troth.people.models import Person, Session
from troth.people.rules.limits import LINKS_FROM

pytestmark = pytest.mark.django_db
TABLE = "/p/lumen-kaveri"
SAID = {"name": "Berit Aas", "role": "guest:contribute", "word": "Look at the mounts."}
SECRETS = re.compile(rb'(csrfmiddlewaretoken" value="|name="once" value=")[^"]*')


def link_for(cast: Cast, role: Role = Role.GUEST_CONTRIBUTE) -> Linked:
    """Ingrid makes a link to the shared room for Berit."""
    until = timezone.now() + timedelta(days=3)
    return make_link(
        Visit(name="Berit Aas", role=role, room=cast.shared.id, until=until), by=cast.ingrid
    )


def come_in(made: Linked) -> Client:
    """Berit's browser, after she has pressed the button."""
    browser = Client()
    browser.post(f"/g/{made.token}/")
    return browser


def form(cast: Cast, **said: str) -> dict[str, str]:
    """The form as Ingrid fills it in."""
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    return {**SAID, "room": cast.shared.id, "until": until, **said}


# ---------------------------------------------------------------------------------- making one


def test_the_link_is_shown_once_and_opens_the_room(cast: Cast, visit: Browser) -> None:
    ingrid = visit(cast.ingrid)
    page = ingrid.post(f"{TABLE}/people/invitations/link/", form(cast)).content.decode()
    (token,) = re.findall(r"/g/([\w-]{22})/", page)
    assert "It is shown here this one time." in page
    assert token not in ingrid.get(f"{TABLE}/people/").content.decode()
    assert Client().post(f"/g/{token}/")["Location"] == f"{TABLE}/talk/"
    assert mail.outbox == []


@override_settings(MAIL_LEAVES=True)
def test_with_an_address_it_goes_there_by_mail(cast: Cast, visit: Browser) -> None:
    said = form(cast, email="berit@far.example")
    page = visit(cast.ingrid).post(f"{TABLE}/people/invitations/link/", said).content.decode()
    (letter,) = mail.outbox
    assert letter.to == ["berit@far.example"]
    (token,) = set(re.findall(r"/g/([\w-]{22})/", str(letter.body)))
    assert token in page
    assert "Look at the mounts." in letter.body
    assert GuestLink.objects.get().mailed_at


def test_where_no_mail_leaves_the_page_says_so(cast: Cast, visit: Browser) -> None:
    said = form(cast, email="berit@far.example")
    page = visit(cast.ingrid).post(f"{TABLE}/people/invitations/link/", said).content.decode()
    assert "could not leave" in page
    assert GuestLink.objects.get().mailed_at is None


def test_what_is_wrong_stands_beside_it_and_nothing_is_lost(cast: Cast, visit: Browser) -> None:
    said = form(cast, until="2020-01-01", word="Kept as typed.")
    answer = visit(cast.ingrid).post(f"{TABLE}/people/invitations/link/", said)
    assert answer.status_code in {409, 422}
    assert "That day has passed." in answer.content.decode()
    assert "Kept as typed." in answer.content.decode()
    assert not GuestLink.objects.exists()


def test_a_form_without_anything_asks_for_what_is_needed(cast: Cast, visit: Browser) -> None:
    answer = visit(cast.ingrid).post(f"{TABLE}/people/invitations/link/", {})
    assert answer.status_code == 422
    assert "This is needed." in answer.content.decode()


def test_the_same_form_sent_twice_makes_one_link(cast: Cast, visit: Browser) -> None:
    ingrid, said = visit(cast.ingrid), form(cast, once=new_ulid())
    for _ in range(2):
        ingrid.post(f"{TABLE}/people/invitations/link/", said)
    assert GuestLink.objects.count() == 1


def test_the_page_of_people_lists_links_to_admins_of_that_side_alone(
    cast: Cast, visit: Browser
) -> None:
    link_for(cast)
    assert "Berit Aas" in visit(cast.ingrid).get(f"{TABLE}/people/").content.decode()
    for other in (cast.tor, cast.ravi, cast.guest):
        assert "Berit Aas" not in visit(other).get(f"{TABLE}/people/").content.decode()


def test_more_links_ask_the_database_no_more(cast: Cast, visit: Browser) -> None:
    ingrid = visit(cast.ingrid)
    link_for(cast)
    few = statements(ingrid, f"{TABLE}/people/")
    for _ in range(5):
        link_for(cast)
    assert statements(ingrid, f"{TABLE}/people/") == few


def test_taking_it_back_closes_the_guests_pages(cast: Cast, visit: Browser) -> None:
    made = link_for(cast)
    guest = come_in(made)
    assert guest.get(f"{TABLE}/talk/").status_code == 200
    answer = visit(cast.ingrid).post(f"{TABLE}/people/links/{made.link.id}/take-back/")
    assert answer["Location"] == f"{TABLE}/people/"
    for path in (f"{TABLE}/talk/", f"{TABLE}/", "/"):
        assert guest.get(path).status_code == 404


def test_nobody_takes_back_what_another_side_made(cast: Cast, visit: Browser) -> None:
    path = f"{TABLE}/people/links/{link_for(cast).link.id}/take-back/"
    assert visit(cast.ravi).post(path).status_code == 404
    assert visit(cast.tor).post(path).status_code == 403
    assert GuestLink.objects.get().revoked_at is None


# ------------------------------------------------------------------------- the page behind it


def test_it_says_who_invites_to_what_and_until_when(cast: Cast) -> None:
    page = Client().get(f"/g/{link_for(cast).token}/").content.decode()
    for words in ("Come in as Berit Aas?", "Ingrid of Lumen Sensors", "The shared room"):
        assert words in page


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_program_that_looks_at_mail_changes_nothing(cast: Cast, method: str) -> None:
    made = link_for(cast)
    browser = Client()
    getattr(browser, method)(f"/g/{made.token}/")
    assert GuestLink.objects.get().seat is None
    assert not Session.objects.exists()
    assert not Person.objects.filter(email="").exists()


def test_nothing_of_it_is_kept_listed_or_told_to_other_servers(cast: Cast) -> None:
    made = link_for(cast)
    for path in (f"/g/{made.token}/", "/g/guessed/"):
        headers = Client().get(path).headers
        assert headers["Cache-Control"] == "private, no-store"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_every_dead_link_gives_the_very_same_page(cast: Cast) -> None:
    revoked, over = link_for(cast), link_for(cast)
    revoke_link(revoked.link, by=cast.ingrid)
    GuestLink.objects.filter(pk=over.link.pk).update(until=timezone.now())
    answers = [Client().get(f"/g/{one}/") for one in (revoked.token, over.token, "guessed")]
    answers += [Client().post(f"/g/{one}/") for one in (revoked.token, over.token, "guessed")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({SECRETS.sub(rb"\1", answer.content) for answer in answers}) == 1


def test_guessing_is_slowed_down_and_the_right_link_is_no_guess(cast: Cast) -> None:
    made = link_for(cast)
    for _ in range(LINKS_FROM.times - 1):
        spend(LINKS_FROM, "127.0.0.1")
    assert [Client().get(f"/g/{made.token}/").status_code for _ in range(3)] == [200] * 3
    assert [Client().get(f"/g/guess-{n}/").status_code for n in range(2)] == [404, 429]
    assert Client().post("/g/guess/").status_code == 429


def test_somebody_signed_in_is_told_that_it_signs_them_out(cast: Cast, visit: Browser) -> None:
    made = link_for(cast)
    ravi = visit(cast.ravi)
    assert "This browser is signed in as Ravi." in ravi.get(f"/g/{made.token}/").content.decode()
    ravi.post(f"/g/{made.token}/")
    assert ravi.get("/inbox/").status_code == 404


def test_opened_again_in_the_same_browser_it_leads_to_the_room(cast: Cast) -> None:
    made = link_for(cast)
    guest = come_in(made)
    assert guest.get(f"/g/{made.token}/")["Location"] == f"{TABLE}/talk/"
    assert Seat.objects.filter(person__email="").count() == 1


def test_the_session_ends_with_the_visit_at_the_latest(cast: Cast) -> None:
    made = link_for(cast)
    come_in(made)
    assert Session.objects.get().expires_at <= made.link.until + timedelta(seconds=5)


# ------------------------------------------------------------------------ what the guest sees


def test_the_guest_reads_and_replies_by_name_and_is_called_a_guest(
    cast: Cast, visit: Browser
) -> None:
    topic = begin("Mounts", Words(text="Which ones?"), room=cast.shared, by=cast.ravi).topic
    guest = come_in(link_for(cast))
    assert "Which ones?" in guest.get(f"{TABLE}/talk/{topic.id}/").content.decode()
    guest.post(f"{TABLE}/talk/{topic.id}/reply/", {"text": "The steel ones."})
    said = Post.objects.get(text="The steel ones.")
    assert said.seat
    assert said.seat.person.name == "Berit Aas"
    page = visit(cast.ravi).get(f"{TABLE}/talk/{topic.id}/").content.decode()
    assert "<bdi>Berit Aas</bdi></h2>" in page
    assert "<bdi>guest</bdi>" in page
    assert "Berit (guest)" in visit(cast.ravi).get(f"{TABLE}/record/").content.decode()


def test_whoever_has_no_inbox_is_not_asked_what_goes_into_it(cast: Cast) -> None:
    topic = begin("Mounts", Words(text="Which ones?"), room=cast.shared, by=cast.ravi).topic
    page = come_in(link_for(cast)).get(f"{TABLE}/talk/{topic.id}/").content.decode()
    assert "Your inbox gets" not in page
    assert "Your words" in page


def test_a_guest_who_reads_has_no_field_to_write(cast: Cast) -> None:
    topic = begin("Mounts", Words(text="Which ones?"), room=cast.shared, by=cast.ravi).topic
    guest = come_in(link_for(cast, Role.GUEST_READ))
    assert guest.post(f"{TABLE}/talk/{topic.id}/reply/", {"text": "No."}).status_code == 403
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    "path",
    ["/inbox/", "/you/", "/you/letters/", "/search/?q=x", "/p/new/", "/organisations/lumen/"],
)
def test_there_are_no_pages_of_their_own(cast: Cast, path: str) -> None:
    assert come_in(link_for(cast)).get(path).status_code == 404


def test_the_first_page_of_all_leads_to_the_room(cast: Cast) -> None:
    assert come_in(link_for(cast)).get("/")["Location"] == f"{TABLE}/talk/"


def test_the_page_offers_nothing_that_is_not_theirs(cast: Cast) -> None:
    page = come_in(link_for(cast)).get(f"{TABLE}/talk/").content.decode()
    for path in ('href="/inbox/"', 'href="/you/"', 'action="/search/"', "Waiting for you"):
        assert path not in page
    assert "guest until" in page


def test_other_rooms_and_tables_are_not_there(cast: Cast) -> None:
    guest = come_in(link_for(cast))
    beside = cast.neighbour.partnership.slug
    for path in (f"{TABLE}/side/talk/", f"/p/{beside}/talk/", f"{TABLE}/people/invitations/"):
        assert guest.get(path).status_code in {403, 404}


def test_no_inbox_is_filled_for_whoever_has_none(cast: Cast) -> None:
    come_in(link_for(cast))
    begin("Mounts", Words(text="Which ones?"), room=cast.shared, by=cast.ravi)
    for entry in Entry.objects.filter(log=cast.shared.id):
        InboxFollower().handle(entry)
    assert Notice.objects.filter(person=cast.ingrid.person).exists()
    assert not Notice.objects.filter(person__email="").exists()


def test_the_day_after_there_is_nothing_here(cast: Cast) -> None:
    made = link_for(cast)
    guest = come_in(made)
    assert guest.get(f"{TABLE}/talk/").status_code == 200
    Seat.objects.filter(guest_link=made.link).update(until=timezone.now())
    assert guest.get(f"{TABLE}/talk/").status_code == 404
