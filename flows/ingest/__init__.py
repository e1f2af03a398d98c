"""Sources of every kind into documents: files, feeds, sitemaps, and the pages behind them."""
