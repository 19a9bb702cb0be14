"""The page "Where it fails"."""
