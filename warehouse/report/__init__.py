"""The site: what the published warehouse holds, as pages that work from a folder without a network."""
