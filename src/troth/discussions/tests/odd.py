"""What people, browsers and machines put into a field that nobody thought of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Odd:
    """Something that was typed; `kept`: it is taken, and stands on the page as it was written."""

    text: str
    kept: bool = True


ODD = {
    "right to left": Odd("عشرون جهازًا في تشيناي"),
    "two directions": Odd("Beta אבג 20 units"),
    "emoji": Odd("👩‍🔬🚢🎉"),
    "combining": Odd("e\u0301a\u0308 z\u0335\u0321\u0334"),
    "many scripts": Odd("数据 данные ಮಾಹಿತಿ δεδομένα"),
    "formula": Odd("=cmd|' /C calc'!A0"),
    "at formula": Odd("@SUM(1+1)*cmd|' /C calc'!A0"),
    "template": Odd("{{ 7*7 }} {% raw %} ${7*7} <%= 7 %>"),
    "sql": Odd("'; drop table discussions_post; --"),
    "percent": Odd("100 % of %(who)s and %s"),
    "backslashes": Odd("C:\\new\\table \\u0000"),
    "long word": Odd("Kalibrierung" * 12),
    "empty": Odd("", kept=False),
    "spaces": Odd("   \t  ", kept=False),
    "line ends": Odd("\r\n\r\n", kept=False),
    "no-break spaces": Odd("\u00a0\u2003\u3000", kept=False),
    "NUL": Odd("a\x00b", kept=False),
}
HTML = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "<iframe src='https://elsewhere.example'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>body{display:none}</style>",
    "<base href='https://elsewhere.example'>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example'>",
    "<form action='https://elsewhere.example'><input name=x>",
    "&lt;script&gt;",
    '"><script>alert(1)</script>',
    "<!--",
    "]]>",
)
