"""How often something may be tried; the counting itself is done in the database."""

from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final

QUARTER: Final = 15 * 60
DAY: Final = 24 * 3600


@dataclass(frozen=True)
class Limit:
    """At most `times` within `seconds` of the first try, per subject."""

    name: str
    times: int
    seconds: int


def place_in_network(address: str) -> str:
    """What counts as one place: an IPv4 address, or the 64 bits that an IPv6 line is given whole."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Network((found, 64), strict=False).network_address)
    return str(found)


# Per e-mail address, whoever asks from wherever: a guessing crowd counts as one.
PASSWORDS: Final = Limit("password", 10, QUARTER)
CODE_MAILS: Final = Limit("code-mail", 6, QUARTER)
CODE_MAILS_A_DAY: Final = Limit("code-mail-day", 24, DAY)
# Per code that was sent. With the limits on mails: 120 guesses a day at a million figures.
CODES: Final = Limit("code", 5, QUARTER)
# Per person.
SECOND_FACTORS: Final = Limit("second-factor", 10, QUARTER)
# Per place in the network; many people may sit behind one.
PASSWORDS_FROM: Final = Limit("password-from", 100, QUARTER)
CODE_MAILS_FROM: Final = Limit("code-mail-from", 60, QUARTER)
PASSKEYS_FROM: Final = Limit("passkey-from", 100, QUARTER)
SIGN_UPS_FROM: Final = Limit("sign-up-from", 30, QUARTER)
LINKS_FROM: Final = Limit("link-from", 30, QUARTER)

EVERY: Final = (
    PASSWORDS,
    CODE_MAILS,
    CODE_MAILS_A_DAY,
    CODES,
    SECOND_FACTORS,
    PASSWORDS_FROM,
    CODE_MAILS_FROM,
    PASSKEYS_FROM,
    SIGN_UPS_FROM,
    LINKS_FROM,
)
