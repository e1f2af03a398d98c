"""Topics, and the events that an article reports."""
