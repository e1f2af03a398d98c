"""Penalties threatened, recommended and imposed."""
