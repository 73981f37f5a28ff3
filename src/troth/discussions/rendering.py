"""What people write, as HTML that can be shown: CommonMark, rendered, then cleaned."""

import re
from collections.abc import Mapping
from html import unescape

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from troth.discussions.rules.mentions import Called, Calls, fold, name_at

TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "b"),
}
ATTRIBUTES = {
    **{tag: {"dir"} for tag in ("p", "li", "h3", "h4", "h5", "h6", "blockquote", "th", "td")},
    "a": {"href"},
    "ol": {"start"},
    "pre": {"tabindex", "dir"},
    "table": {"tabindex"},
}
SCHEMES = {"http", "https", "mailto"}
# Tags whose words have a direction of their own.
OWN_DIRECTION = {
    "paragraph_open",
    "heading_open",
    "blockquote_open",
    "list_item_open",
    "th_open",
    "td_open",
}
PART_ENDS = re.compile(r"</(?:p|li|h[1-6]|t[hdr]|blockquote|pre)>|<[bh]r ?/?>")
HREF = re.compile(r'href="([^"]*)"')
MENTIONS = {"b": {"class"}}
ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]{}|\\^`]{3,2000}")
AFTER_ADDRESS = ".,:;!?…"
Names = Mapping[str, tuple[Called, ...]]


def render(text: str, names: Names | None = None) -> tuple[str, Calls]:
    """The text as cleaned HTML, and who is called in it."""
    calls = Calls()
    env = {"names": names or {}, "calls": calls}
    # Code keeps its direction and can be scrolled by key; only markdown-it writes this tag.
    html = PARSER.render(text, env).replace("<pre>", '<pre tabindex="0" dir="ltr">')
    return clean(html), calls


def clean(html: str) -> str:
    """Nothing but what posts may show; done when a post is written and again when it is shown."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes={"b": {"mention"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )


def shown(html: str) -> Markup:
    """What was stored, cleaned once more, for a page."""
    return Markup(clean(html))  # noqa: S704  # cleaned in this very line


def plain(html: str) -> str:
    """The words of what was stored, without marks and tags: what stands beside an answer of the search."""
    return " ".join(unescape(nh3.clean(PART_ENDS.sub(r"\g<0> ", html), tags=set())).split())


def clean_translation(html: str, *, original: str) -> str:
    """What a machine made of a post: nothing but what posts may show, and no link that the post does not have."""
    known = {unescape(href) for href in HREF.findall(original)}

    def kept(_tag: str, name: str, value: str) -> str | None:
        return value if name != "href" or value in known else None

    return clean(
        nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES | MENTIONS, attribute_filter=kept)
    )


def has_words(html: str) -> bool:
    """Whether anything is left to read when all tags are taken away."""
    return bool(nh3.clean(html, tags=set()).strip())


def mention(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    """An @ with a name of this room behind it."""
    text, at = state.src, state.pos
    if text[at] != "@" or (at and (text[at - 1].isalnum() or text[at - 1] in "@_.")):
        return False
    name = name_at(text, at + 1, state.env["names"])
    if not name:
        return False
    if not silent:
        state.env["calls"].add(state.env["names"][fold(name)])
        state.push("mention_open", "b", 1).attrs = {"class": "mention"}
        state.push("text", "", 0).content = f"@{name}"
        state.push("mention_close", "b", -1)
    state.pos += 1 + len(name)
    return True


def dress(state: StateCore) -> None:
    """Headings below the page's own, words in their own direction, boxes that scroll reachable by key."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
        if token.type in OWN_DIRECTION:
            token.attrSet("dir", "auto")
        elif token.type == "table_open":
            token.attrSet("tabindex", "0")


def link_addresses(state: StateCore) -> None:
    """Make links of bare addresses, outside of links and code."""
    for block in state.tokens:
        if block.children and "://" in block.content:
            block.children = with_links(block.children)


def with_links(tokens: list[Token]) -> list[Token]:
    """The same inline tokens, with addresses in their text as links."""
    found: list[Token] = []
    inside = 0
    for token in tokens:
        inside += (token.type == "link_open") - (token.type == "link_close")
        found += [token] if inside or token.type != "text" else linked(token)
    return found


def linked(token: Token) -> list[Token]:
    """One stretch of text, cut where addresses begin and end."""
    found, at, text = [], 0, token.content
    for match in ADDRESS.finditer(text):
        address = match[0].rstrip(AFTER_ADDRESS)
        found.append(Token("text", "", 0, content=text[at : match.start()]))
        found.append(Token("link_open", "a", 1, attrs={"href": address}))
        found.append(Token("text", "", 0, content=address))
        found.append(Token("link_close", "a", -1))
        at = match.start() + len(address)
    return [*found, Token("text", "", 0, content=text[at:])] if found else [token]


def make_parser() -> MarkdownIt:
    """CommonMark without raw HTML and pictures, with tables, strikes, line ends as they are typed."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20})
    parser.enable(["table", "strikethrough"]).disable(["image"])
    parser.inline.ruler.before("emphasis", "mention", mention)
    parser.core.ruler.push("dress", dress)
    parser.core.ruler.push("link_addresses", link_addresses)
    return parser


PARSER = make_parser()
