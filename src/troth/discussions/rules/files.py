"""How many files can come with a post."""

MOST_FILES = 10
