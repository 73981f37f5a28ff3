"""What can be read about goals."""
