"""The pictures of "Starting points"."""
