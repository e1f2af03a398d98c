"""Date expressions, found and anchored."""
