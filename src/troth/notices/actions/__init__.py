"""What changes in somebody's inbox, and the reminders that go out."""
