"""Term statistics: frequency, dispersion, diversity, keyness, collocation, concordance."""
