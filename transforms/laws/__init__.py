"""Legal instruments as they are cited."""
