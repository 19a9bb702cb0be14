"""What the app knows without a screen: what the points mean to people, how they are grouped, told and taken home."""
