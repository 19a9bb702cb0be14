"""Names that a careless page would run, format or break on. They must appear letter by letter."""

MARKUP = [
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "$x$",
    ":smile:",
    "**b**",
]
NAMES = [*MARKUP, "n" * 2000, "שלום עולם"]
NASTY = [*NAMES, ""]
