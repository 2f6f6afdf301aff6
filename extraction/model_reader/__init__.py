"""The reader that asks a language model, and believes of its answer what the text bears out."""
