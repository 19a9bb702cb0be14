"""The parts of the page on other distances."""
