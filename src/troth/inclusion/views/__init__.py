"""Pages of missing voices and of balance."""
