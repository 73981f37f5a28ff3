"""Topics, posts and questions: one place to talk instead of chains of mail."""
