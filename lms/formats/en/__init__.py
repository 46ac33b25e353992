"""English formats of this project."""
