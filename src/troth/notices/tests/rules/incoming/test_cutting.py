"""What somebody wrote themselves, out of mail as the programs of the world send it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.notices.rules.incoming.cutting import own_words

OWN = "Friday works for us.\n\nWe bring the samples."

REAL = {
    "gmail": "\n\nOn Mon, Mar 3, 2031 at 11:02 Ravi <ravi@k.example> wrote:\n\n> Friday?\n",
    "gmail, over two lines": "\n\nOn Mon, Mar 3, 2031 Ravi Iyer of Kaveri\n<ravi@k.example> wrote:\n\n> Friday?\n",
    "apple": "\n\n> On 3 Mar 2031, at 11:02, Ravi <ravi@k.example> wrote:\n> \n> Friday?\n",
    "apple, not marked": "\n\nOn 3 Mar 2031, at 11:02, Ravi <ravi@k.example> wrote:\n\nFriday?\n",
    "outlook": "\n\n____________________\nFrom: Ravi <ravi@k.example>\nSent: March 3, 2031\n\nFriday?\n",
    "outlook, no line": "\n\nFrom: Ravi <ravi@k.example>\nSent: March 3, 2031\nTo: Ingrid\n\nFriday?\n",
    "outlook, old": "\n\n-----Original Message-----\nFrom: Ravi\nSent: Monday\n\nDoes Friday work?",
    "outlook, german": "\n\nVon: Ravi <ravi@k.example>\nGesendet: 3. März 2031\nAn: Ingrid\n\nGeht Freitag?\n",
    "outlook, french": "\n\nDe : Ravi <ravi@k.example>\nEnvoyé : 3 mars 2031\nÀ : Ingrid\n\nVendredi ?\n",
    "german": "\n\nAm 03.03.31 um 11:02 schrieb Ravi Iyer:\n> Geht Freitag?\n",
    "german gmail": "\n\nAm 3. März 2031 um 11:02 Uhr schrieb Ravi Iyer <\nravi@kaveri.example>:\n\n> Geht Freitag?\n",
    "german divider": "\n\n-----Ursprüngliche Nachricht-----\nVon: Ravi\n\nGeht Freitag?",
    "french": "\n\nLe lun. 3 mars 2031 à 11:02, Ravi <ravi@k.example> a écrit :\n\n> Vendredi ?\n",
    "french, fixed space": "\n\nLe 3 mars 2031 à 11:02, Ravi Iyer a écrit\u00a0:\n\n> Vendredi ?\n",
    "spanish": "\n\nEl lun, 3 mar 2031 a las 11:02, Ravi (<ravi@k.example>) escribió:\n\n> ¿Viernes?\n",
    "dutch": "\n\nOp ma 3 mrt 2031 om 11:02 schreef Ravi <ravi@k.example>:\n\n> Vrijdag?\n",
    "norwegian": "\n\nDen 3. mars 2031 kl. 11:02 skrev Ravi <ravi@k.example>:\n\n> Fredag?\n",
    "signature": "\n\n-- \nIngrid Halvorsen\nLumen Sensors, Bergen\n",
    "signature, bare": "\n\n--\nIngrid Halvorsen\n",
    "iphone": "\n\nSent from my iPhone\n\n> On 3 Mar 2031, at 11:02, Ravi wrote:\n> Friday?\n",
    "iphone, german": "\n\nVon meinem iPhone gesendet\n\n> Am 03.03.2031 um 11:02 schrieb Ravi:\n> Geht Freitag?",
    "iphone, french": "\n\nEnvoyé de mon iPhone\n",
    "android": "\n\nGet Outlook for Android<https://aka.ms/x>\n\n____________________\nFrom: Ravi\n",
    "nothing": "\n\n",
}


@pytest.mark.parametrize("tail", REAL.values(), ids=REAL.keys())
def test_quotes_and_signatures_go_and_own_words_stay(tail: str) -> None:
    assert own_words(OWN + tail) == OWN
    assert own_words((OWN + tail).replace("\n", "\r\n")) == OWN


def test_words_below_and_between_what_is_quoted_stay() -> None:
    said = "On 3 Mar 2031, Ravi <r@k.example> wrote:\n> Friday?\n\nYes.\n\n> Samples?\n\nWe bring them.\n"
    assert own_words(said) == "Yes.\n\nWe bring them."


@pytest.mark.parametrize(
    "said",
    [
        "From: the harbour to the buoy it takes an hour.\nWe leave at nine.",
        "The list:\n- one\n- two\n--- not a signature ---",
        "He wrote: no.",
        "Le prix: 300 €",
        "We sent it from the harbour.\nGet the rest tomorrow.",
    ],
)
def test_words_that_only_look_like_it_stay(said: str) -> None:
    assert own_words(said) == said


@pytest.mark.parametrize(
    "said", ["", "\n\n", "> only\n> quoted", "-- \nIngrid", "Sent from my iPhone"]
)
def test_where_nothing_is_ones_own_nothing_is_left(said: str) -> None:
    assert own_words(said) == ""


@given(st.text(max_size=300))
def test_whatever_is_said_nothing_quoted_is_left_and_nothing_added(said: str) -> None:
    kept = own_words(said)
    assert not any(line.startswith(">") for line in kept.split("\n"))
    assert len(kept) <= len(said)


def test_a_line_without_end_is_read_in_no_time() -> None:
    assert own_words("On " + "a " * 100_000 + "wrote").startswith("On a a")
