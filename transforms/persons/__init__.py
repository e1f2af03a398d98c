"""Persons, their names, offices and later mentions."""
