"""The one error that configuration raises."""


class ConfigError(Exception):
    """Configuration that cannot be used; the message names file, key and line, and what to do."""
