"""What each chapter shows: tables and figures made of measures, with captions that follow them."""
