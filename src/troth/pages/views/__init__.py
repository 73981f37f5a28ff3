"""What the cross-noun pages answer."""
