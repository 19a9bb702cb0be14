"""The page "A picture in k colours"."""
