"""The parts of the page "Starting points"."""
