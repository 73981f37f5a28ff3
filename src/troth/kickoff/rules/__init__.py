"""What a session allows, and when; no Django here."""
