"""The articles as their readers see them: sentences under layers of marks, to filter and step."""
