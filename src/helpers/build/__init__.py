"""From an edition to a published folder: notebooks run, pages set."""
