"""What happens while people code sentences of a corpus."""
