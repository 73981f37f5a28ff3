"""What the trust pages answer."""
