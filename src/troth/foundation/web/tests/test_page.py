"""The base page and the components, as a reader gets them."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.test import RequestFactory
from jinja2 import Environment, FileSystemLoader

from troth.foundation.web import marks
from troth.foundation.web.jinja import environment
from troth.foundation.web.page import (
    Audience,
    AudienceGroup,
    Foot,
    Link,
    Live,
    LiveRoom,
    Look,
    SeatView,
    TableEdge,
    Viewer,
)
from troth.foundation.web.workshop import shown

HERE = marks.__file__.removesuffix("marks.py") + "jinja2"
LUMEN = SeatView(name="Lumen Sensors", letters="L", colour=1)
KAVERI = SeatView(name="Kaveri Analytics", letters="K", colour=2, note="Bengaluru")
INGRID = Viewer(
    name="Ingrid",
    short="In",
    zone="Bergen",
    organisation="Lumen Sensors",
    colour=1,
    sign_out_url="/out/",
)
TABLE = TableEdge(
    name="Calibrated-sensor beta",
    url="/p/beta/",
    near=LUMEN,
    far=KAVERI,
    parties=(LUMEN, KAVERI),
    sections=(
        Link(name="Overview", url="/p/beta/"),
        Link(name="Trust", url="/p/beta/trust/", current=True),
    ),
)


@pytest.fixture(scope="module")
def env() -> Environment:
    return environment(loader=FileSystemLoader(HERE))


def page(env: Environment, **context: object) -> str:
    return env.get_template("web/page.html").render(request=RequestFactory().get("/"), **context)


def part(env: Environment, source: str, **context: object) -> str:
    imports = "".join(
        f'{{% import "web/{name}.html" as {name} %}}' for name in ("parts", "forms", "sides")
    )
    return env.from_string(imports + source).render(request=RequestFactory().get("/"), **context)


def test_a_stranger_gets_a_page_without_anything_of_others(env: Environment) -> None:
    html = page(env)
    assert 'lang="en' in html
    assert 'dir="ltr"' in html
    for absent in ("data-theme", "Waiting for you", "live-stream", "underbar", 'class="seats"'):
        assert absent not in html


def test_a_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(env: Environment) -> None:
    html = page(env, viewer=INGRID, table=TABLE)
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []
    assert re.findall(r"\son\w+=", html) == []


def test_htmx_may_not_evaluate_and_keeps_no_pages(env: Environment) -> None:
    html = page(env)
    for setting in (
        '"allowEval":false',
        '"allowScriptTags":false',
        '"includeIndicatorStyles":false',
        '"historyCacheSize":0',
    ):
        assert setting in html


@pytest.mark.parametrize(("theme", "name"), [("dark", "troth-dark"), ("light", "troth")])
def test_a_theme_is_set_only_when_the_person_chose_one(
    env: Environment, theme: str, name: str
) -> None:
    assert f'data-theme="{name}"' in page(
        env, look=Look(theme=theme, letters="clear", density="compact")
    )
    assert "data-theme" not in page(env, look=Look())


def test_both_sides_get_the_same_seat(env: Environment) -> None:
    html = page(env, viewer=INGRID, table=TABLE)
    assert html.count('class="seat"') == 2
    assert html.index("Lumen Sensors</b>") < html.index("Kaveri Analytics</b>")


def test_only_sections_that_exist_are_shown_and_the_current_one_is_named(env: Environment) -> None:
    html = page(env, viewer=INGRID, table=TABLE)
    assert html.count("/p/beta/trust/") == 2
    assert 'href="/p/beta/trust/" aria-current="page"' in html
    assert "<summary><span>Trust</span>" in html
    assert "Meetings" not in html


def test_more_than_two_sit_round_a_ring(env: Environment) -> None:
    third = SeatView(name="Ny", letters="N", colour=3)
    html = page(
        env,
        viewer=INGRID,
        table=TableEdge(name="Buoys", url="/p/b/", parties=(LUMEN, KAVERI, third)),
    )
    assert 'class="seats round"' in html
    assert "<bdi>Ny</bdi>" in html


def test_a_side_room_is_another_room_and_shows_no_far_seat(env: Environment) -> None:
    side = TableEdge(name="Beta", url="/p/beta/", near=LUMEN, parties=(LUMEN,), room="side")
    html = page(env, viewer=INGRID, table=side)
    assert 'class="sideroom org1"' in html
    assert "Kaveri" not in html


def test_what_waits_is_counted_and_nothing_is_no_number(env: Environment) -> None:
    assert '<span class="num">4</span>' in page(env, viewer=INGRID, table=TABLE, waiting_count=4)
    assert 'class="num"' not in page(env, viewer=INGRID, table=TABLE, waiting_count=0)


def test_the_page_follows_its_room_from_what_it_shows(env: Environment) -> None:
    live = Live(key="k", rooms=(LiveRoom(room="R", idx=7), LiveRoom(room="S")))
    html = page(env, viewer=INGRID, live=live)
    assert re.search(r'<live-stream key="k" rooms="R,S" at="R\.7"', html)


def test_names_are_never_markup(env: Environment) -> None:
    nasty = "<img src=x onerror=alert(1)>"
    html = page(
        env,
        viewer=Viewer(name=nasty, short="<b", zone=nasty, organisation=nasty),
        table=TableEdge(
            name=nasty, url="/p/x/", near=SeatView(name=nasty, letters="<i", colour=1), phase=nasty
        ),
        foot=Foot(run_by=nasty),
    )
    assert "<img" not in html
    assert "<b<" not in html


def test_every_form_carries_its_token_and_its_key(env: Environment) -> None:
    html = part(env, '{% call forms.form(request, "/x/", save="Promise it") %}words{% endcall %}')
    assert 'name="csrfmiddlewaretoken"' in html
    assert re.search(r'name="once" value="[0-9A-Z]{26}"', html)
    assert "<form-once" in html
    assert "Your words are still here" in html


def test_who_will_see_it_stands_beside_the_button(env: Environment) -> None:
    audience = Audience(
        kind="shared",
        words="Both organisations, 2 people",
        groups=(AudienceGroup(name="Lumen", people=("Ingrid",)),),
    )
    html = part(
        env,
        '{% call forms.form(request, "/x/", save="Post", audience=a) %}{% endcall %}',
        a=audience,
    )
    assert (
        html.index("Post</button>")
        < html.index("Both organisations, 2 people")
        < html.index("</form>")
    )
    assert "<details" in html


class Promise(forms.Form):
    """A form with a control of each kind."""

    what = forms.CharField(label="What", help_text="Short is fine.", max_length=20)
    more = forms.CharField(label="More", widget=forms.Textarea, required=False)
    to = forms.ChoiceField(label="Whom", choices=[("k", "Kaveri")])
    how = forms.ChoiceField(label="How", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Sure", required=False)


def test_what_is_wrong_stands_beside_its_field_and_is_tied_to_it(env: Environment) -> None:
    form = Promise({"what": "a" * 30, "to": "k", "how": "a"})
    html = part(env, "{{ forms.error_summary(form) }}{{ forms.field(form.what) }}", form=form)
    assert 'aria-describedby="id_what-help id_what-wrong"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_what-wrong"' in html
    assert 'href="#id_what"' in html
    assert 'value="aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"' in html


@pytest.mark.parametrize("name", ["what", "more", "to", "sure"])
def test_every_control_has_its_label(env: Environment, name: str) -> None:
    html = part(env, "{{ forms.field(form[name]) }}", form=Promise(), name=name)
    assert f'for="id_{name}"' in html
    assert html.count(f'id="id_{name}"') == 1


def test_a_needed_field_says_so_in_words(env: Environment) -> None:
    assert "(needed)" in part(env, "{{ forms.field(form.what) }}", form=Promise())
    assert "(needed)" not in part(env, "{{ forms.field(form.more) }}", form=Promise())


def test_choices_are_one_group_with_a_name(env: Environment) -> None:
    html = part(env, "{{ forms.field(form.how) }}", form=Promise({"how": "b"}))
    assert "<fieldset" in html
    assert "<legend>How" in html
    assert re.search(r'value="b"[^>]*checked', html)


def test_a_moment_is_said_on_both_clocks(env: Environment) -> None:
    moment = datetime(2026, 3, 13, 11, 30, tzinfo=UTC)
    source = '{{ parts.clocks(m, "Asia/Kolkata", "Europe/Oslo", place="Bengaluru", also_place="Bergen") }}'
    html = part(env, source, m=moment)
    assert "17:00 Bengaluru" in html
    assert "12:30 Bergen" in html
    assert 'datetime="2026-03-13T11:30:00' in html


def test_a_passkey_form_says_what_to_do_without_scripts(env: Environment) -> None:
    options = {"publicKey": {"challenge": "<&\"'"}}
    html = part(
        env,
        '{{ forms.passkey(request, "/x/", "Use a passkey", mode="confirm", options=o) }}',
        o=options,
    )
    assert "<noscript>" in html
    assert "<&" not in html
    assert 'name="credential"' in html


def test_the_history_names_its_sides_and_opens_to_the_record(env: Environment) -> None:
    line = '{% call sides.half("far", 2, entry=41, entry_url="/r/41/") %}said{% endcall %}'
    source = f"{{% call sides.story() %}}{line}{{% endcall %}}"
    html = part(env, source)
    assert '<li class="half far org2">' in html
    assert 'href="/r/41/">entry 41</a>' in html


def test_the_design_page_shows_every_token(env: Environment) -> None:
    request = RequestFactory().get("/design/")
    html = env.get_template("web/design.html").render(request=request, **shown())
    assert all(
        f'aria-label="{words}"' in html for words in ("Kept", "Missed", "Dropped", "Withdrawn")
    )
    assert html.count('class="token') >= len(marks.TOKENS)


# Shown by what encloses them, or by the frame that stands around every page.
WITHIN = {
    "parts.icon": "in every button and note",
    "parts.here": "in the menu",
    "parts.seat": "in the edge",
    "parts.changes": "in what stands now",
    "forms.control_class": "in every field",
    "forms.needed": "in every field",
    "forms.described": "in every field",
    "forms.said": "in every field",
    "sides.seam": "between two sides",
}
MACRO = re.compile(r"{%-? macro (\w+)\(")


@pytest.mark.parametrize("name", ["parts", "forms", "sides"])
def test_the_design_page_shows_every_component(name: str) -> None:
    pages = Path(HERE) / "web"
    called = (pages / "design.html").read_text() + (pages / "page.html").read_text()
    macros = {f"{name}.{one}" for one in MACRO.findall((pages / f"{name}.html").read_text())}
    assert {one for one in macros if f"{one}(" not in called} == {
        one for one in WITHIN if one.startswith(f"{name}.")
    }


def test_a_form_that_came_back_stands_there_with_what_is_wrong(env: Environment) -> None:
    request = RequestFactory().get("/design/")
    html = env.get_template("web/design.html").render(request=request, **shown())
    assert 'href="#id_day">By when</a>' in html
    assert 'value="20 calibrated units"' in html
    assert html.count('class="wrong-words"') >= 2
    assert "17:00 Bengaluru" in html
    assert "12:30 Bergen" in html
