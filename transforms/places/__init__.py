"""Places by their Kemendagri codes."""
