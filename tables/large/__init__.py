"""The same for large files: the C parser reads what is regular."""
