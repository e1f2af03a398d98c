"""How fast Warta is and how much memory it takes, side by side with a yardstick in one run: `make bench`."""
