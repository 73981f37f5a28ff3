"""What a commitment is, who may do what with it, and what came of it; plain values in and out."""
