"""What each chapter claims: questions whose answers, numbers and words follow the tables."""
