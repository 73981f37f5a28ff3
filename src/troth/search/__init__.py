"""One box over everything a person may see, and nothing else; not even a count tells of other rooms."""
