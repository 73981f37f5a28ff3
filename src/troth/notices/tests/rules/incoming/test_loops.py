"""Machines are told from people before anything is posted or answered."""

import pytest

from troth.notices.rules.incoming.loops import Machine, written_by_machine

HOST = "troth.example"


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"auto-submitted": "auto-replied"}, Machine.AUTOMATIC),
        ({"auto-submitted": "Auto-Generated; x=1"}, Machine.AUTOMATIC),
        ({"precedence": "Bulk"}, Machine.AUTOMATIC),
        ({"precedence": "auto_reply"}, Machine.AUTOMATIC),
        ({"x-autoreply": "yes"}, Machine.AUTOMATIC),
        ({"list-id": "<x.example>"}, Machine.AUTOMATIC),
        ({"return-path": "<>"}, Machine.BOUNCED),
        ({"content-type": "multipart/report; report-type=delivery-status"}, Machine.BOUNCED),
        ({"from": "MAILER-DAEMON@mx.example"}, Machine.BOUNCED),
        ({"message-id": "<01J@Troth.example>"}, Machine.OURS),
        ({}, None),
        ({"auto-submitted": "no"}, None),
        ({"precedence": "first-class"}, None),
        ({"x-auto-response-suppress": "All"}, None),
        ({"message-id": "<1@nottroth.example.org>"}, None),
    ],
)
def test_what_kind_of_machine_wrote_it(headers: dict[str, str], kind: Machine | None) -> None:
    assert written_by_machine(headers, envelope="ingrid@lumen.example", host=HOST) is kind


@pytest.mark.parametrize(
    ("envelope", "kind"), [("", Machine.BOUNCED), ("<>", Machine.BOUNCED), (None, None)]
)
def test_mail_without_a_sender_is_a_bounce(envelope: str | None, kind: Machine | None) -> None:
    assert written_by_machine({}, envelope=envelope, host=HOST) is kind
