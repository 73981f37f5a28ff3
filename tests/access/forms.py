"""A form that would be taken, for every address that takes one."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.access.kept import turn_of
from tests.access.making import FILE
from tests.access.world import Things, World

from troth.commitments.rules.incoming.decoding import Encoding
from troth.commitments.rules.incoming.stamps import DateOrder
from troth.decisions.models import Place
from troth.foundation.facts.launch import Question
from troth.partnerships.testing import party_of
from troth.trust.queries.experiences import seen_of

Fields = dict[str, Any]
Form = Callable[[World, Things, str], Fields]
PASSWORD = "four quiet herrings swim"
DAY = (timezone.now() + timedelta(days=20)).date().isoformat()
PAST = (timezone.now() - timedelta(days=2)).date().isoformat()
END = (timezone.now() + timedelta(days=31)).date().isoformat()
LATER: Fields = {"day": DAY, "time": "17:00", "words": "Customs are slow this week."}


def just(**fields: Any) -> Form:
    """The same fields whatever the room."""
    return lambda world, things, who: dict(fields)


def promise_line(world: World, things: Things, who: str) -> Fields:
    """One line."""
    to = receiver_for(world, things, who)
    return {"line": f"field photos by {DAY} 16:00", "sure": "90", "to": to}


def receiver_for(world: World, things: Things, who: str) -> str:
    """Somebody on another side who is in the room as well."""
    if things.room == world.rooms["theirs"]:
        return str(party_of(world.fiona).id)
    return str((world.cast.kaveri if who.startswith("lumen") else world.cast.lumen).id)


def longer_promise(world: World, things: Things, who: str) -> Fields:
    """The longer form."""
    own = {"deliverable": "Field photos", "zone": "Europe/Oslo", "day": DAY, "time": "17:00"}
    return own | {"receiver": receiver_for(world, things, who), "meaning": "All.", "sure": "80"}


def own_slip(world: World, things: Things, who: str) -> Fields:
    """Four lines about one's own side."""
    lines = {"what": "It came late.", "effect": "You waited.", "repair": "It is there."}
    return lines | {"next": "We say so before.", "towards": receiver_for(world, things, who)}


def other_words(world: World, things: Things, who: str) -> Fields:
    """What changes, who sees to it, and when it is looked at again."""
    words = {"title": "Two lines", "change": "Two lines on Mondays.", "recheck_on": DAY}
    return words | {"keeper": world.cast.kaveri.id, "seen": 1}


def one_adjustment(world: World, things: Things, who: str) -> Fields:
    """The same for what Lumen can count on from Kaveri."""
    way = {"about": world.cast.kaveri.id, "towards": world.cast.lumen.id, "dimension": "care"}
    return other_words(world, things, who) | way | {"idea": "say-back-first"}


def new_check(world: World, things: Things, who: str) -> Fields:
    """A check for which the side answers that is first in the room."""
    words = {"what": "Nothing is thrown away.", "how": "It is weighed.", "proof": "measure"}
    return words | {"answering": str(things.by.party_id), "due": DAY, "aims": "12"}


def turn(check: str, **fields: Any) -> Form:
    """As a check of the room was read, with these fields."""
    return lambda world, things, who: {**fields, "seen": turn_of(things.checks[check])}


def private_question(world: World, things: Things, who: str) -> Fields:
    """To the admin of the other side."""
    asked = world.cast.ravi if who.startswith("lumen") else world.cast.ingrid
    return {"person": asked.id, "words": "How is this for you?"}


def own_seat(world: World, things: Things, who: str) -> Fields:
    """Somebody's own seat; whoever has none names one that is not theirs."""
    return {"seat": world.seats.get(who, things.by.id)}


def new_room(world: World, things: Things, who: str) -> Fields:
    """A room for the two of them."""
    return {"name": "Another", "parties": [world.cast.lumen.id, world.cast.kaveri.id]}


def own_voice(question: str, world: World, who: str) -> Place:
    """Somebody's voice on a question; whoever has none names one that is not theirs."""
    voices = Place.objects.filter(decision__pk=question).order_by("id")
    person = world.people.get(who)
    return voices.filter(person=person).first() or voices[0]


def own_vote(world: World, things: Things, who: str) -> Fields:
    """A yes with one's own voice."""
    place = own_voice(things.question, world, who)
    return {"place": place.id, "version": "1", "seen": "0", "choice": "yes", "argument": "Gladly."}


def own_proxy(world: World, things: Things, who: str) -> Fields:
    """One's own voice for another one in the room."""
    place = own_voice(things.unvoted, world, who)
    others = Place.objects.filter(decision__pk=things.unvoted).exclude(pk=place.pk)
    return {"place": place.id, "to": others.order_by("id")[0].id}


def new_guest(world: World, things: Things, who: str) -> Fields:
    """Somebody for the shared room."""
    rooms = [world.cast.shared.id]
    return {"email": "gus@away.example", "role": "guest:read", "rooms": rooms, "until": DAY}


def new_link(world: World, things: Things, who: str) -> Fields:
    """A personal link to the shared room."""
    room = world.cast.shared.id
    return {"name": "Bo", "role": "guest:contribute", "room": room, "until": DAY}


def new_file(world: World, things: Things, who: str) -> Fields:
    """A newer version of a file; each time another object, because a file is read once."""
    return {"file": SimpleUploadedFile("newer.csv", b"station,reading\n"), "note": "Odda, too"}


def talk_line(world: World, things: Things, who: str) -> Fields:
    """One line to somebody on another side."""
    return {"line": "Which zone do the labels use?", "to": receiver_for(world, things, who)}


def answer_post(world: World, things: Things, who: str) -> Fields:
    """The reply that stands below the question."""
    return {"answer": things.reply}


def talk_sign(world: World, things: Things, who: str) -> Fields:
    """Thanks for the reply."""
    return {"sign": f"thanks:{things.reply}"}


def csv_file(world: World, things: Things, who: str) -> Fields:
    """A file with two rows."""
    file = SimpleUploadedFile("promises.csv", FILE + b"9,A,B,2026-01-01,2026-01-02,\n")
    return {
        "file": file,
        "zone": "UTC",
        "order": DateOrder.ISO.value,
        "encoding": Encoding.FOUND.value,
    }


def beside(pair: str) -> Form:
    """A need and the strength beside it."""
    return lambda world, things, who: dict(world.beside[pair])


def new_risk(world: World, things: Things, who: str) -> Fields:
    """Looking after what nobody here does."""
    return {"act": "own", "holder": "", "word": "We ask.", "seen": world.beside["risk"]["seen"]}


def first_experience(world: World, things: Things, who: str) -> Fields:
    """How one's own side sees itself, before anything was said."""
    return {"seen": seen_of([]), "us-care-figure": "7", "us-care-words": "We ask before we push."}


STRENGTH: Fields = {"kind": "good", "words": "Sea trials", "tags": "sea", "shown": "all"}


def load_signal(world: World, things: Things, who: str) -> Fields:
    """It is too much for the organisation; said to those who are in the room."""
    openness = "side" if things.room.kind == "side" else "table"
    return {"about": "us", "openness": openness, "until": DAY, "words": "Half of us are ill."}


NEW_TABLE: Fields = {
    "name": "Buoys",
    "purpose": "One data format.",
    "rule": "unanimous",
    "house": "new",
    "house_name": "Havbris",
    "house_place": "Tromsø",
    "house_zone": "Europe/Oslo",
    "partner_1": "Skerry",
    "email_1": "sol@skerry.example",
}
PROFILE: Fields = {
    "name": "Somebody",
    "zone": "Europe/Oslo",
    "place": "Bergen",
    "work_from": "09:00",
    "work_until": "17:00",
    "work_days": ["1", "2"],
}

CHARTER: Fields = {
    "title": "How we work",
    "answer_days": "2",
    "question_days": "2",
    "mail_days": "3",
    "reminder_days": "3, 1",
    "silence_days": "30",
    "decided_by": "consent",
    "share": "1/2",
    "quorum": "50",
    "vote_days": "5",
    "deadlock": "talk",
    "consent_rule": "unanimous",
    "every": "2",
    "unit": "weeks",
    "weekday": "3",
    "at": "10:00",
    "conflict_days": "3",
    "ease_days": "14",
    "outreach_days": "7",
    "shown_first_days": "7",
    "recheck_weeks": "12",
    "retention_months": "24",
    "operator": "Lumen runs this server",
}
INSIDE: Mapping[str, Form] = {
    "people.sit_as": own_seat,
    "people.role": just(role="admin"),
    "people.end": just(),
    "people.ask_again": just(email="other@quay.example"),
    "people.take_away": just(),
    "people.colleague": just(email="nina@new.example", role="member"),
    "people.guest": new_guest,
    "people.guest_link": new_link,
    "people.take_link_back": just(),
    "people.renew": just(),
    "people.cancel": just(),
    "people.room": new_room,
    "people.leaving.me": just(),
    "people.leaving.party": just(),
    "people.consent.new": just(reason="We are done."),
    "people.consent.answer": just(answer="yes", word="Gladly."),
    "people.consent.take_back": just(),
    "agreements.new": just(title="How we answer", text="Within two days."),
    "agreements.revise": just(text="Within three days.", why="Holidays.", seen="1"),
    "agreements.sign": just(version="1"),
    "agreements.withdraw": just(),
    "statements.new": just(title="Press note", text="Ten pilots begin in May."),
    "statements.revise": just(text="Nine pilots begin in May.", why="One left.", seen="1"),
    "statements.approve": just(version="1"),
    "statements.take_back": just(),
    "statements.withdraw": just(reason="The customer asked us to wait."),
    "statements.take": just(),
    "trust.say": first_experience,
    "complement.cover": beside("suggested"),
    "complement.set_aside": beside("suggested"),
    "complement.reopen": beside("set aside"),
    "complement.risk": new_risk,
    "complement.let_go": just(),
    "trust.contest": just(reason="The customs office kept it."),
    "trust.settle": just(words="So be it."),
    "kickoff.new": just(title="The spring"),
    "kickoff.write": just(goal="Thirty days of data", how="unnamed"),
    "kickoff.take_back": just(line="01J00000000000000000000000"),
    "kickoff.ready": just(on="yes"),
    "kickoff.open": just(),
    "kickoff.add": just(group="goal", text="One more hope"),
    "kickoff.close": just(words="In the spring."),
    "kickoff.line": just(ending="parked", words="After the pilots."),
    "kickoff.join": lambda world, things, who: {"like": things.lines[0]},
    "decisions.put": just(question="Shall we meet on Mondays?"),
    "decisions.new": just(question="Shall we meet on Mondays?", method="share", share="1/2"),
    "decisions.vote": own_vote,
    "decisions.revise": just(question="Shall we meet on Tuesdays?", why="Holidays.", seen="1"),
    "decisions.withdraw": just(),
    "decisions.proxy": own_proxy,
    "charter.new": just(**CHARTER),
    "charter.revise": just(**CHARTER, why="Two days are enough.", seen="1"),
    "charter.sign": just(version="1"),
    "charter.withdraw": just(),
    "goals.new": just(title="Beta", words="Ten pilots.", m0_name="Pilots", m0_target="10"),
    "goals.change": just(words="Twelve pilots.", why="More asked.", seen="1"),
    "goals.sign": just(version="1"),
    "goals.withdraw": just(),
    "goals.share": just(),
    "goals.reading": just(value="7", day=PAST),
    "goals.reading.take-back": just(why="The scale was off."),
    "goals.import": just(text=f"{PAST},4\n", confirm="yes"),
    "goals.obstacle": just(what="Customs.", opens="A week to test."),
    "goals.close": just(why="It cleared."),
    "goals.check.new": new_check,
    "goals.check.result": lambda world, things, who: {
        "outcome": "failed",
        "words": "Half of it.",
        "day": PAST,
        "seen": turn_of(things.checks["agreed"]),
    },
    "goals.check.agree": turn("proposed"),
    "goals.check.take-back": turn("proposed"),
    "goals.check.confirm": turn("found"),
    "goals.check.differ": turn("found", words="We saw more."),
    "goals.results.new": just(),
    "goals.results.approve": just(version="1"),
    "goals.results.stop": just(reason="We talk first."),
    "checkins.write": just(progress="The bench stands.", seen="0"),
    "checkins.skip": just(reason="We all sail."),
    "checkins.answer": just(answer="On Monday."),
    "checkins.load": load_signal,
    "checkins.lift": just(),
    "checkins.forget": just(),
    "checkins.pause-new": just(first=DAY, last=DAY, whose="all", reason="The yards close."),
    "checkins.pause-agree": just(),
    "checkins.pause-decline": just(reason="The ship sails."),
    "checkins.pause-withdraw": just(),
    "checkins.pause-end": just(end=END),
    "checkins.pause-end-agree": just(),
    "checkins.pause-end-keep": just(),
    "adjustments.propose": one_adjustment,
    "adjustments.change": other_words,
    "adjustments.agree": just(seen=1),
    "adjustments.decline": just(seen=1, words="First the logger."),
    "adjustments.take-back": just(seen=1),
    "adjustments.look": just(seen=1, said="helped", words="They come now."),
    "slips.new": own_slip,
    "slips.acknowledge": just(words="Thank you."),
    "slips.answer": just(words="Which of them?"),
    "slips.add": just(words="The two of Odda."),
    "slips.repaired": just(words="They are there."),
    "slips.confirm": just(),
    "slips.take-back": just(),
    "voices.name": just(name="Night guards of the roofs", how="Somebody climbs at night."),
    "voices.nobody": just(reason="It is a page that only we two read."),
    "voices.speaks": own_seat,
    "voices.no-longer": lambda world, things, who: {"seat": things.by.id},
    "voices.take-back": just(),
    "voices.spoken-with": just(on=PAST, how="On the roof.", heard="The ladder is wet."),
    "voices.acknowledge": just(reason="We ask them in May."),
    "balance.state": just(region="south-asia", role="field"),
    "imbalance.say": just(title="How it is for us", words="It is a lot.", sure="yes"),
    "imbalance.not-now": just(),
    "imbalance.offered": private_question,
    "imbalance.leave": just(),
    "outreach.new": private_question,
    "outreach.say": just(words="Thank you for asking."),
    "outreach.end": just(),
    "outreach.dates": just(sure="yes"),
    "outreach.pause": just(first=DAY, last=END, sure="yes"),
    "outreach.agree": just(seen=""),
    "outreach.decline": just(seen=""),
    "outreach.take-back": just(seen=""),
    "launch.answer": just(**{one.value: "As we said." for one in Question}),
    "launch.own": just(**{one.value: "As I said." for one in Question}),
    "launch.open": just(),
    "launch.read": just(**{one.value: "fits" for one in Question}),
    "launch.wording": just(text="Ten pilots", seen="0"),
    "launch.accept": just(seen="1"),
    "launch.go_on": just(reason="We know why."),
    "launch.launch": just(),
    "commitments.promise": promise_line,
    "commitments.new": longer_promise,
    "commitments.import": csv_file,
    "commitments.import.preview": just(skip_bad="yes"),
    "commitments.say": just(text="Is the box on its way?"),
    "commitments.share": just(),
    "commitments.widen": just(reason="All should know."),
    "commitments.accept": just(words="Gladly."),
    "commitments.decline": just(words="Too early for us."),
    "commitments.deliver": just(words="In the folder."),
    "commitments.confirm": just(),
    "commitments.send-back": just(words="Page 3 is missing."),
    "commitments.withdraw": just(words="The ship is gone."),
    "commitments.ask-move": just(**LATER),
    "commitments.agree-move": just(),
    "commitments.keep-date": just(words="We fly on Monday."),
    "commitments.suggest-date": just(**LATER),
    "talk.post_line": just(line="The sensors have landed."),
    "talk.ask_line": talk_line,
    "talk.new": just(title="Customs", text="They have landed.", asks=""),
    "talk.preview": just(text="*They* have landed."),
    "talk.draft": just(text="They have"),
    "talk.aside": just(title="Price", text="What do we say?", asks=""),
    "talk.edit": just(text="They have landed today.", seen="1"),
    "talk.take_back": just(),
    "talk.answer": answer_post,
    "talk.reopen": just(),
    "talk.share": just(text="They have landed."),
    "talk.translate": just(),
    "talk.meaning": just(words="All twenty of them?"),
    "talk.confirm": just(),
    "talk.correct": just(words="Eighteen of twenty."),
    "talk.reply": just(text="Good.", asks="", answers=""),
    "talk.unnamed": just(text="Are we late?"),
    "talk.library.add": just(address="https://kaveri.example/labels", title="Labels"),
    "talk.library.uploads": just(name="film.mp4", size="9"),
    "talk.library.version": new_file,
    "talk.library.withdraw": just(),
    "talk.by_mail": just(),
    "talk.one.by_mail": just(),
    "talk.read": just(upto="2"),
    "talk.follow": just(follow="muted"),
    "talk.react": talk_sign,
}

OUTSIDE: Mapping[str, Form] = {
    "account_request_login_code": just(email="who@ever.example"),
    "account_login": just(email="who@ever.example"),
    "come-in.again": just(email="who@ever.example"),
    "account_confirm_login_code": just(code="123456"),
    "come-in.password": just(login="who@ever.example", password=PASSWORD),
    "mfa_login_webauthn": just(credential="{}"),
    "mfa_authenticate": just(code="123456"),
    "account_signup": just(email="who@ever.example", name="Who", zone="UTC"),
    "account_email_verification_sent": just(code="123456"),
    "account_reset_password": just(email="who@ever.example"),
    "account_confirm_password_reset_code": just(code="123456"),
    "account_complete_password_reset": just(password1=PASSWORD, password2=PASSWORD),
    "come-in.beside": just(name="Who", email="who@ever.example", zone="UTC"),
    "come-in.language": just(language="en-gb", next="/come-in/"),
    "account_logout": just(),
    "start": just(name="Who", email="who@ever.example", zone="UTC"),
    "let-in": just(),
    "example.sit": just(),
    "prove.code": just(send="1"),
    "account_reauthenticate": just(password=PASSWORD),
    "mfa_reauthenticate": just(code="123456"),
    "mfa_reauthenticate_webauthn": just(credential="{}"),
    "you": just(**PROFILE),
    "account_email": just(action_add="1", email="other@ever.example"),
    "account_change_password": just(oldpassword="x", password1=PASSWORD, password2=PASSWORD),
    "account_set_password": just(password1=PASSWORD, password2=PASSWORD),
    "mfa_activate_totp": just(code="123456"),
    "mfa_deactivate_totp": just(),
    "mfa_generate_recovery_codes": just(),
    "mfa_add_webauthn": just(name="Key", credential="{}"),
    "mfa_remove_webauthn": just(),
    "mfa_edit_webauthn": just(name="Blue key"),
    "you.sessions.end-others": just(),
    "you.sessions.end": just(),
    "inbox": just(until="01J00000000000000000000000"),
    "letters": just(**{"quiet_from": "20:00", "quiet_until": "07:00", "all-talk": "daily"}),
    "letters.device": just(endpoint="https://push.example.net/x", p256dh="x", auth="x"),
    "letters.device.stop": just(),
    "letters.less": just(),
    "partnership.new": just(**NEW_TABLE),
    "mail.in": just(),
    "invitation": just(other_address="on"),
    "invitation.sign_up": just(),
    "guest": just(),
    "invitation.decline": just(reason="Not now."),
    "organisation.calendar": just(country="NO", weekend=["5", "6"], days_off="2027-07-09 Summer"),
    "organisation.leave": just(),
    "organisation.deciding": just(admin="yes"),
    "organisation.let_go": just(),
    "public.check": just(text="Ten pilots."),
    "public.told": just(email="editor@paper.example"),
    "public.answer": just(tell="yes"),
    "strengths.new": just(**STRENGTH),
    "strengths.edit": just(**STRENGTH),
    "strengths.remove": just(),
}

FORMS = {**INSIDE, **OUTSIDE}
