"""Text -> rows of cells."""
