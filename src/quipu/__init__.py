"""Quipu: a knowledge memory for AI agents. Text in, dated facts out."""
