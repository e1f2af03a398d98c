"""The edges: reading sources, the flows, the command line."""
