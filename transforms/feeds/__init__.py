"""Lists of articles as publishers hand them out: feeds, JSON feeds, sitemaps and OPML, from bytes to records."""
