"""What the pages of statements answer, inside a table and for everybody."""
