"""What may be said about what, when a question has waited, who is told: without Django."""
