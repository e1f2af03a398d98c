"""Pure functions from bytes to records: no I/O, no clock, no scheduler, no database."""
