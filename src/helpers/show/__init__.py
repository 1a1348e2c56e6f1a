"""What a cell displays: figures, tables, findings, quotations."""
