"""Tables in, pages out: parameters, figures, findings, the build."""
