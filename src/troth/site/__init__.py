"""The whole product put together: settings, addresses, wiring, command line."""

from troth.site.database import use_bundled_sqlite

# Before anything imports Django: every process must load the same SQLite library.
use_bundled_sqlite()
