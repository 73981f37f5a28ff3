"""What happens between people, as typed facts: one module for each noun."""
