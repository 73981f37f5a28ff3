"""`python -m troth` is the command line too."""

from troth.site.cli.main import main

main()
