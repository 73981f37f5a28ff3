"""What people do with check-ins, load and pauses: one verb, one transaction, one fact."""
