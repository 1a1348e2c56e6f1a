"""What happens while people code: draw sentences, hand them out, read the codes back in."""
