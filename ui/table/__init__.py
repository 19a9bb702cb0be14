"""A table on the page: brought, read, and what of it counts. Shared by the rail and "Your data"."""
