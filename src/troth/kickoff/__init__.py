"""Kickoff and launch check: what each side hopes and fears, written unseen, opened together, and settled."""
