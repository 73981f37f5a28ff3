"""How words are looked for: the same way when they are written and when they are asked."""
