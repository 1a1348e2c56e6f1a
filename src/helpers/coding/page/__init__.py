"""The pages, on this machine alone, on which people code sentences and settle where they differ."""
