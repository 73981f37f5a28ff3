"""What the pages of strengths and needs answer."""
