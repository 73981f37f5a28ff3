"""What the pages of the table answer."""
