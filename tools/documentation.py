"""The tests of documentation and house, unless `make test` has just passed on exactly these files."""

import subprocess
import sys

from lanes import ROOT, has_passed


def main() -> int:
    """Run them, or say that they have passed; the exit code is pytest's."""
    if has_passed():
        print("Documentation and house: passed with the quick tests on exactly these files.")
        return 0
    command = [sys.executable, "-m", "pytest", "-q", "tests/architecture"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
