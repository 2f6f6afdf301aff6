"""Engines: the ports of `schema` on real databases. Only `api/assemble.py` names them."""
