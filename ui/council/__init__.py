"""The parts of the page on the number of groups."""
