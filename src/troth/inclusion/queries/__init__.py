"""Missing voices and balances as people look at them."""
