"""Across articles: near-duplicate texts and reports of one event."""
