"""Take the icons our pages use out of the Lucide package: writes `foundation/web/icons.json`.

    .venv/bin/python tools/icons.py inbox plus …   add these names
    .venv/bin/python tools/icons.py                write all known names anew

The result is committed, so that neither a build nor a test needs the package.
"""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "lucide-static" / "icons"
TARGET = ROOT / "src" / "troth" / "foundation" / "web" / "icons.json"
ABOUT = "Lucide icons (ISC licence, © Lucide Contributors; parts MIT, © Cole Bemis). Written by tools/icons.py."


def inner(name: str) -> str:
    """The shapes of one icon, without the element around them."""
    path = SOURCE / f"{name}.svg"
    if not path.exists():
        sys.exit(
            f"Lucide has no icon “{name}”. Its names are the files of node_modules/lucide-static/icons."
        )
    body = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(encoding="utf-8"), re.DOTALL)
    return re.sub(r"\s*\n\s*", "", body.group(1)).strip() if body else ""


def main() -> None:
    """Write the icons named on the command line and those that are there already."""
    if not SOURCE.exists():
        sys.exit(
            "The Lucide package is not installed. Run: .venv/bin/python tools/build_frontend.py --test"
        )
    known = json.loads(TARGET.read_text(encoding="utf-8"))["icons"] if TARGET.exists() else {}
    names = sorted({*known, *sys.argv[1:]})
    written = {"about": ABOUT, "icons": {name: inner(name) for name in names}}
    TARGET.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(names)} icons in {TARGET.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
