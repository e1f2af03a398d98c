"""Counts of reports, cases and violators."""
