"""Tables in, tables out: terms, sentiment, framing, agreement."""
