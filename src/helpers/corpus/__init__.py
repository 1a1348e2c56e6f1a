"""Make checked tables of files: documents, sentences, speakers."""
