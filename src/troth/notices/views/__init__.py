"""What the inbox and the outbox answer."""
