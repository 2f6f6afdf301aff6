"""Who may see and do what: keys, tokens, roles, budgets and the audit log."""
