"""From bytes to what they hold: plain text, and JSON read strictly. Other kinds of file are modules beside these."""
