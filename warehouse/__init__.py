"""The contract's tables and their storage: schema, raw store, loader, views, evaluation."""
