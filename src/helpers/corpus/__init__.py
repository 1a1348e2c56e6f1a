"""Files in, checked tables out: documents, sentences, who speaks."""
