"""Bodies with their level and place."""
