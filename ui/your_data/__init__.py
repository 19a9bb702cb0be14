"""The parts of the page "Your data", in the order in which they stand there."""
