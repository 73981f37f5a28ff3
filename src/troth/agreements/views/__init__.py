"""What the agreement pages answer."""
