"""Whose voice is missing and whether that holds a launch; which shares can be shown without showing a person."""
