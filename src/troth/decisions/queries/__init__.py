"""What people look at: rolls, lists and single decisions."""
