"""When a text is agreed, whose signature is stale, and what changed between two versions."""
