"""What the pages of the working agreement answer."""
