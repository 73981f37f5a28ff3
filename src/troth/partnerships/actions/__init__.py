"""What people do at a table: one verb, one transaction, on record."""
