"""What a visit keeps, how long, and how it ends."""
