"""Passages of documents, found through what names them and ranked by a weighing of their own."""
