"""Resources: one library of files and links for a room, each once, with its versions and its owner."""
