"""The dashboard: the published warehouse as pages to ask, on a local port and read-only."""
