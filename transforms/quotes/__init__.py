"""Direct and indirect speech with its speakers."""
