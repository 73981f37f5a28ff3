"""Coming in, and a person's own pages."""
