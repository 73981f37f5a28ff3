"""Exactly which words were approved, how one sees that they are these, and who may withdraw them."""
