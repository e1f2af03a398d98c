"""The base of what goes wrong with a warehouse for reasons that its user can be told."""


class WarehouseError(Exception):
    """A warehouse that cannot be opened, locked, written or read; the message says what to do."""
