"""What sets the project up and checks it, with the standard library alone. The app knows nothing of this."""
