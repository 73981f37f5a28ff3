"""What is measured of the code's habits; `tools/habits.py` says what is wanted and compares.

A measure gives its items by name where one of them can be too much; an exception refers to the name.
"""
