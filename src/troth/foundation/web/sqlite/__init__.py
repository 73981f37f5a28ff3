"""Django's SQLite with a fair queue for writers and settings that lose nothing."""
