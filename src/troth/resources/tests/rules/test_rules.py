"""Names, links and first bytes: whatever is sent, what is kept is harmless and readable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.resources.rules.links import LONGEST as LONGEST_LINK
from troth.resources.rules.links import host_of, is_link
from troth.resources.rules.media import FIRST, Media, media_of, text_of
from troth.resources.rules.names import LONGEST, NEVER, clean_name
from troth.resources.rules.refusals import SENTENCES, Refusal
from troth.resources.rules.room import LARGEST, size_refusal


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("winter.csv", "winter.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\tor\\plan.pdf", "plan.pdf"),
        ("a\x00b.csv", "ab.csv"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("  two   words .txt ", "two words .txt"),
        ("line\nbreak.txt", "linebreak.txt"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie: x"),
        ("..", "file"),
        ("", "file"),
        ("folder/", "file"),
        ("Skisse øst.svg", "Skisse øst.svg"),
        ("re\u0301sume\u0301.txt", "résumé.txt"),
    ],
)
def test_a_name_leads_nowhere_and_reads_as_it_is_written(said: str, kept: str) -> None:
    assert clean_name(said) == kept


def test_a_name_of_three_hundred_signs_is_cut_and_keeps_its_ending() -> None:
    kept = clean_name("x" * 300 + ".tar")
    assert len(kept) == LONGEST
    assert kept.endswith("xxx.tar")
    assert clean_name("x" * 300) == "x" * LONGEST


@given(st.text(max_size=400))
def test_whatever_a_file_is_called_the_name_we_keep_is_one_safe_line(said: str) -> None:
    kept = clean_name(said)
    assert 1 <= len(kept) <= LONGEST
    assert not set(kept) & set("/\\\0\r\n")
    assert not {unicodedata.category(sign) for sign in kept} & NEVER
    assert kept not in {".", ".."}
    assert clean_name(kept) == kept


@pytest.mark.parametrize(
    "link",
    [
        "https://kaveri.example/labels?set=7#top",
        "http://localhost:8000/",
        "HTTPS://example.org",
        "https://10.0.0.1/inside",
        "https://[::1]/",
        "https://bücher.example/",
    ],
)
def test_an_address_of_the_web_is_a_link_wherever_it_leads(link: str) -> None:
    assert is_link(link)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://example.org/",
        "//example.org/",
        "/p/lumen-kaveri/",
        "https://",
        "https:///nowhere",
        "https://user:secret@example.org/",
        "https://bank.example@evil.example/",
        "https://good.example\\@evil.example/",
        "https://example.org/a b",
        "https://example.org/\u202egnp.exe",
        "https://example.org:port/",
        "https://[1/",
        "https://example.org/" + "x" * LONGEST_LINK,
        "",
    ],
)
def test_what_runs_hides_or_lies_is_no_link(link: str) -> None:
    assert not is_link(link)


@given(st.text(max_size=100))
def test_only_the_schemes_of_the_web_are_ever_links(said: str) -> None:
    if is_link(said):
        assert said.lower().startswith(("http://", "https://"))
        assert host_of(said)


@pytest.mark.parametrize(
    ("first", "media"),
    [
        (b"\x89PNG\r\n\x1a\n....", Media.IMAGE),
        (b"\xff\xd8\xff\xe0", Media.IMAGE),
        (b"GIF89a", Media.IMAGE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Media.IMAGE),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", Media.OTHER),
        (b"%PDF-1.7\n", Media.PDF),
        (b"PK\x03\x04 a zip that is called photo.png", Media.ARCHIVE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", Media.TEXT),
        (b"<!doctype html><script>alert(1)</script>", Media.TEXT),
        (b"\x00\x01\x02", Media.OTHER),
        (b"\xff\xfe\x00\xd8\x00\x00", Media.OTHER),
        (b"\x00\x00\x00\x1cftypavif", Media.IMAGE),
        (bytes(range(256)), Media.OTHER),
    ],
)
def test_a_file_is_what_its_first_bytes_say(first: bytes, media: Media) -> None:
    assert media_of(first) is media


def test_a_letter_cut_in_two_by_our_reading_is_left_out_and_the_rest_is_text() -> None:
    whole = ("ø" * FIRST).encode()
    assert text_of(whole[:101]) == "ø" * 50
    assert text_of("😀😀".encode()[:7]) == "😀"
    assert text_of(b"\xef\xbb\xbfwith a mark") == "with a mark"


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-16", "Prøver fra Voss, ಮಾಪನ"),
        ("latin-1", "Prøver fra Voss på fjellet"),
        ("cp1252", "“Prøver” – tre € for hver"),
        ("utf-8-sig", "ಮಾಪನ"),
    ],
)
def test_text_is_read_in_the_letters_it_was_written_in(encoding: str, words: str) -> None:
    assert text_of(words.encode(encoding)) == words


def test_text_in_sixteen_bits_is_read_from_either_end_and_when_it_is_cut() -> None:
    assert text_of(b"\xfe\xff" + "Voss".encode("utf-16-be")) == "Voss"
    assert text_of(b"\xff\xfe" + "Voss 😀".encode("utf-16-le")[:-1]) == "Voss "
    assert text_of(b"\xff\xfe" + "Voss".encode("utf-16-le")[:-1]) == "Vos"


@pytest.mark.parametrize(
    "first",
    [
        b"\xff\xfe\x01\x00\x02\x00",
        b"plain and then a bell \x07",
        bytes(range(0xC0, 0x100)) * 3,
        b"MZ\x90\x00\x03",
        b"\xff\xfb\x90\x64 sound",
    ],
)
def test_what_steers_a_machine_or_is_mostly_no_letters_is_no_text(first: bytes) -> None:
    assert text_of(first) is None


@given(st.binary(max_size=64))
def test_first_bytes_of_any_kind_are_looked_at_without_a_fault(first: bytes) -> None:
    assert media_of(first) in Media
    text = text_of(first)
    assert text is None or "\0" not in text


@pytest.mark.parametrize(
    ("size", "used", "reason"),
    [
        (0, 0, Refusal.EMPTY),
        (-5, 0, Refusal.EMPTY),
        (1, 0, None),
        (LARGEST, 0, None),
        (LARGEST + 1, 0, Refusal.TOO_LARGE),
        (10, 2 * LARGEST - 10, None),
        (11, 2 * LARGEST - 10, Refusal.NO_ROOM_LEFT),
    ],
)
def test_a_file_fits_to_the_last_byte_and_not_beyond(
    size: int, used: int, reason: Refusal | None
) -> None:
    assert size_refusal(size, used=used, quota=2 * LARGEST) is reason


def test_every_refusal_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Refusal)
