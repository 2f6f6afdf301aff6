"""Words of a question that say when, which its viewpoint has taken up."""

DATING = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday spring summer autumn fall winter "
    "yesterday week month year early late end beginning since before after".split()
) | frozenset(map(str, range(1900, 2100)))
