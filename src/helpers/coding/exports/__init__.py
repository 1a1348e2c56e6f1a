"""Read what programs for labelling export; each module gives the texts of one with their labels."""
