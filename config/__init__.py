"""Facts about the world and choices of the user, as data, with one typed loader. Imports nothing of ours."""
