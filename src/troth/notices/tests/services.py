"""What each mail service really sends when it hands a message over, and how it says who it is."""

import hashlib
import hmac
import json
import time
from base64 import b64encode
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

from django.test import Client

from troth.notices.tests.writing import letter

HOOK = "service:a-secret-that-is-long"
KEY = "key-of-mailgun"
Given = Any
Send = Callable[[str, str], Given]


def basic(secret: str = HOOK) -> dict[str, str]:
    """The header that services make of a name and a secret in an address."""
    return {"Authorization": f"Basic {b64encode(secret.encode()).decode()}"}


def postmark(to: str, text: str, **more: object) -> dict[str, object]:
    """A message as Postmark takes it apart."""
    return {
        "FromName": "Ingrid Halvorsen",
        "MessageStream": "inbound",
        "From": "ingrid@lumen.example",
        "FromFull": {
            "Email": "ingrid@lumen.example",
            "Name": "Ingrid Halvorsen",
            "MailboxHash": "",
        },
        "To": f'"Troth" <{to}>',
        "ToFull": [{"Email": to, "Name": "Troth", "MailboxHash": ""}],
        "Cc": "",
        "CcFull": [],
        "Bcc": "",
        "BccFull": [],
        "OriginalRecipient": to,
        "Subject": "Re: Bench test",
        "MessageID": "22c74902-a0c1-4511-804f-341342852c90",
        "ReplyTo": "",
        "MailboxHash": "",
        "Date": "Thu, 5 Apr 2031 16:59:01 +0200",
        "TextBody": text,
        "HtmlBody": "",
        "StrippedTextReply": "",
        "Tag": "",
        "Headers": [
            {"Name": "Return-Path", "Value": "<ingrid@lumen.example>"},
            {"Name": "Received", "Value": "by p-pm-inbound01a.postmarkapp.com"},
            {"Name": "X-Spam-Status", "Value": "No"},
            {"Name": "MIME-Version", "Value": "1.0"},
            {"Name": "Message-ID", "Value": "<CAGXpo2WKfxHWZ5UFYCR3H_J9SNMG@mail.lumen.example>"},
        ],
        "Attachments": [],
        **more,
    }


def from_postmark(to: str, text: str) -> Given:
    """Posted as JSON."""
    return Client().post(
        "/mail/in/postmark/",
        json.dumps(postmark(to, text)),
        content_type="application/json",
        headers=basic(),
    )


def signed(**more: object) -> dict[str, object]:
    """What Mailgun signs each form with."""
    token, stamp = "06c96bafc3f42a66b9edd546347a2fe18dc23461fe80dc52f0", str(int(time.time()))
    signature = hmac.new(KEY.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    return {"token": token, "timestamp": stamp, "signature": signature, **more}


def mailgun(to: str, text: str, **more: object) -> dict[str, object]:
    """A message as Mailgun takes it apart into a form."""
    headers = [
        ["Received", "by luna.mailgun.net with SMTP mgrt 8734663311733; Fri, 03 May 2031"],
        ["Date", "Fri, 26 Apr 2031 11:50:29 -0700"],
        ["Message-Id", "<517ACC75.5010709@mail.lumen.example>"],
        ["From", "Ingrid Halvorsen <ingrid@lumen.example>"],
        ["To", to],
        ["Subject", "Re: Bench test"],
        ["Content-Type", 'multipart/mixed; boundary="------------020601070403020003080006"'],
    ]
    return signed(
        **{
            "recipient": to,
            "sender": "ingrid@lumen.example",
            "from": "Ingrid Halvorsen <ingrid@lumen.example>",
            "subject": "Re: Bench test",
            "body-plain": text,
            "stripped-text": text,
            "stripped-signature": "",
            "body-html": f"<p>{text}</p>",
            "message-headers": json.dumps(headers),
            **more,
        }
    )


def from_mailgun(to: str, text: str) -> Given:
    """Posted as a form."""
    return Client().post("/mail/in/mailgun/", mailgun(to, text), headers=basic())


def raw(to: str, text: str) -> EmailMessage:
    """The message as it was written."""
    return letter(to, text, Subject="Re: Bench test", Message_ID="<raw-1@lumen.example>")


def sendgrid(one: EmailMessage, to: str, **more: object) -> dict[str, object]:
    """A message as SendGrid passes it on whole."""
    return {
        "email": one.as_string(),
        "to": to,
        "from": "Ingrid Halvorsen <ingrid@lumen.example>",
        "subject": "Re: Bench test",
        "dkim": "{@lumen.example : pass}",
        "SPF": "pass",
        "sender_ip": "192.0.2.10",
        "spam_score": "0.1",
        "spam_report": "Spam detection software has found nothing.",
        "envelope": json.dumps({"to": [to], "from": "ingrid@lumen.example"}),
        "charsets": json.dumps({"to": "UTF-8", "subject": "UTF-8", "from": "UTF-8"}),
        **more,
    }


def from_sendgrid(to: str, text: str) -> Given:
    """Posted as a form of several parts."""
    return Client().post("/mail/in/sendgrid/", sendgrid(raw(to, text), to), headers=basic())


def from_sparkpost(to: str, text: str) -> Given:
    """Posted as a list of events."""
    event = {
        "msys": {
            "relay_message": {
                "content": {
                    "email_rfc822": raw(to, text).as_string(),
                    "email_rfc822_is_base64": False,
                    "headers": [{"From": "ingrid@lumen.example"}],
                    "subject": "Re: Bench test",
                },
                "customer_id": "11111",
                "friendly_from": "ingrid@lumen.example",
                "msg_from": "ingrid@lumen.example",
                "rcpt_to": to,
                "protocol": "smtp",
                "webhook_id": "4839201967643219",
            }
        }
    }
    body = json.dumps([event])
    return Client().post(
        "/mail/in/sparkpost/", body, content_type="application/json", headers=basic()
    )


def from_mailjet(to: str, text: str) -> Given:
    """Posted as JSON, with the headers in a table."""
    body = {
        "Sender": "ingrid@lumen.example",
        "Recipient": to,
        "Date": "20310405T165901",
        "From": "Ingrid <ingrid@lumen.example>",
        "Subject": "Re: Bench test",
        "Headers": {
            "Return-Path": ["<ingrid@lumen.example>"],
            "Message-ID": "<mj-1@lumen.example>",
            "From": "Ingrid <ingrid@lumen.example>",
            "To": to,
        },
        "Parts": [],
        "Text-part": text,
        "Html-part": "",
        "SpamAssassinScore": "0.4",
    }
    return Client().post(
        "/mail/in/mailjet/", json.dumps(body), content_type="application/json", headers=basic()
    )


SERVICES: list[Send] = [from_postmark, from_mailgun, from_sendgrid, from_sparkpost, from_mailjet]
