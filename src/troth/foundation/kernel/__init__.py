"""What is general and pure: identifiers, written times, base64 that has one form only."""
