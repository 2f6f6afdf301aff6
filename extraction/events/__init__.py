"""JSON read into statements: records of someone or something, events that someone took part in."""
