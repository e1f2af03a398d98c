"""From a raw document to the article and nothing but the article."""
