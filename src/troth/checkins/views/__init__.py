"""What the pages of check-ins answer."""
