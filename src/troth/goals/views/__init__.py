"""What the goal pages answer."""
