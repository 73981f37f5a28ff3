"""What is uneven, shown first to whom it concerns; and asking one another privately how it is."""
