"""When a check-in comes, how it stands, and how a pause moves days; plain values in and out."""
