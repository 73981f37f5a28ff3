"""What somebody wrote themselves: without the mail they answer, and without their signature."""

import re
from typing import Final

LONGEST_LINE: Final = 1000
WROTE: Final = (
    r"wrote|writes|schrieb|schreibt|a écrit|escribió|escreveu|schreef|ha scritto|skrev|napisał\(a\)|"
    r"napisał|napsal\(a\)|kirjoitti|написал|írta"
)
BEGINS: Final = r"On|Am|Le|El|Em|Op|Il|Den|W dniu|Dnia|Dne|Den|På|Pe|At"
# "On Mon, 3 Mar 2031 at 11:00, Ravi <ravi@…> wrote:", in the languages people write in.
INTRO: Final = re.compile(
    rf"^\s*(?:(?:{BEGINS})\b.{{4,400}}\b(?:{WROTE})\b.{{0,200}}|.{{2,300}}(?:<[^<>\s]+@[^<>\s]+>|\d{{4}}).{{0,100}}(?:{WROTE})"
    rf".{{0,60}})\s?:\s*$",
    re.IGNORECASE,
)
DIVIDER: Final = re.compile(
    r"^\s*(?:-{2,}\s*(?:Original Message|Original Appointment|Ursprüngliche Nachricht|"
    r"Ursprungliche Nachricht|Message d'origine|Message d’origine|Mensaje original|"
    r"Oprindelig meddelelse|Opprinnelig melding|Oorspronkelijk bericht|Messaggio originale|"
    r"Forwarded message|Weitergeleitete Nachricht|Message transféré)\s*-{2,}|_{20,})\s*$",
    re.IGNORECASE,
)
FROM: Final = re.compile(r"^\s*\*?(?:From|Von|De|Fra|Från|Da|Van|Od)\s?:\*?\s+\S", re.IGNORECASE)
SENT: Final = re.compile(
    r"^\s*\*?(?:Sent|Gesendet|Envoyé|Date|Datum|Enviado|Sendt|Skickat|Verzonden|Inviato|To|An|À|"
    r"Subject|Betreff|Objet|Asunto|Emne|Onderwerp)\s?:",
    re.IGNORECASE,
)
PHONE: Final = re.compile(
    r"^\s*(?:(?:Sent|Get) (?:from|via|with) (?:my|a|the|Outlook|Mail|Samsung|Yahoo|Proton)\b.{0,80}|"
    r"Get Outlook for .{1,40}|Von meinem .{1,60} gesendet\.?|"
    r"Gesendet (?:von|mit|über) .{1,80}|Outlook für .{1,20} (?:herunterladen|beziehen).{0,60}|"
    r"Envoyé (?:de|depuis|à partir) .{1,80}|Télécharger Outlook .{1,40}|"
    r"Enviado (?:desde|do) .{1,60}|Sendt fra .{1,60}|Skickat från .{1,60})\s*$",
    re.IGNORECASE,
)
INTRO_LINES: Final = 3


def own_words(said: str) -> str:
    """The words alone; empty where nothing of one's own is in it."""
    lines = [
        line.rstrip()[:LONGEST_LINE] if quoted(line) else line.rstrip("\r")
        for line in lines_of(said)
    ]
    kept: list[str] = []
    at = 0
    while at < len(lines):
        if signs_off(lines, at):
            break
        if length := intro_at(lines, at):
            # Where quoted lines follow, own words may stand between and below them.
            if not quoted(next_words(lines, at + length)):
                break
            at += length
            continue
        if not quoted(lines[at]):
            kept.append(lines[at].rstrip())
        at += 1
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def lines_of(said: str) -> list[str]:
    """Its lines, whatever ends them."""
    return said.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").split("\n")


def quoted(line: str) -> bool:
    """Whether a line is of the mail that is answered."""
    return line.lstrip().startswith((">", "|>"))


def next_words(lines: list[str], at: int) -> str:
    """The next line that is not empty."""
    return next((line for line in lines[at : at + 5] if line.strip()), "")


def signs_off(lines: list[str], at: int) -> bool:
    """Whether nothing of one's own comes from here on: a signature, or the mail that is answered."""
    line = lines[at]
    if line in {"-- ", "--", "—"} or PHONE.match(line[:LONGEST_LINE]):
        return True
    if DIVIDER.match(line[:LONGEST_LINE]):
        return True
    following = lines[at + 1 : at + 5]
    return bool(FROM.match(line[:LONGEST_LINE])) and any(
        SENT.match(one[:LONGEST_LINE]) for one in following
    )


def intro_at(lines: list[str], at: int) -> int:
    """How many lines, from here, say who wrote what is quoted below; 0 where none does."""
    if not lines[at].strip() or quoted(lines[at]):
        return 0
    for length in range(1, INTRO_LINES + 1):
        part = lines[at : at + length]
        if any(not one.strip() for one in part):
            return 0
        if INTRO.match(" ".join(one.strip() for one in part)[:LONGEST_LINE]):
            return length
    return 0
