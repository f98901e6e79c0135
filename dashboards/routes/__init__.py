"""What the server answers beside the pages: sign-in, health, files."""
