"""One door: what may be done, which role may do it, and the question that is asked."""
