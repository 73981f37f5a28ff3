"""The record: entries that cannot be changed unseen, their tree, its signed sizes, and who follows them."""
