"""What is done about missing voices and balances: one verb, one transaction, one fact."""
