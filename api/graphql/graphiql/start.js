// Starts GraphiQL on this page, with a first question that works on an empty memory.
"use strict";

const firstQuestion = `# Ask the memory. Ctrl+Enter runs the operation under the cursor.
query Search {
  search(input: { text: "where does Sam live?" }, first: 5) {
    edges {
      score
      node {
        __typename
        ... on Fact { statement status validAt invalidAt }
        ... on Episode { content speaker occurredAt }
      }
    }
  }
}

mutation Remember {
  remember(
    input: {
      idempotencyKey: "first-try"
      episodes: [{ content: "I live in Oslo.", speaker: "Sam" }]
      waitFor: EXTRACTED
    }
  ) {
    job { status }
    facts { statement status }
    userErrors { code message path }
  }
}

subscription Listen {
  changes(since: "0") {
    sequence
    kind
    item { ... on Fact { statement } }
  }
}
`;

const ask = GraphiQL.createFetcher({ url: "/graphql" });

// Subscriptions come as server-sent events, which the fetcher of GraphiQL does not read.
function fetcher(asked, options) {
  const defined = operationsOf(asked.query);
  const named = defined.filter(([, , name]) => name && name === asked.operationName);
  const meant = named.length ? named : defined;
  const sent = named.length ? asked : { ...asked, operationName: null };
  const isLive = meant.some(([, kind]) => kind === "subscription");
  return isLive ? heard(sent, options?.headers) : ask(sent, options);
}

// Of the text that is sent: what GraphiQL has parsed, and the name it gives, may be a moment older.
function operationsOf(query) {
  let outside = query.replace(/"""[^]*?"""|"(?:\\.|[^"\\])*"|#.*/g, " ");
  for (let all = ""; all !== outside;) {
    all = outside;
    outside = all.replace(/\{[^{}]*\}/g, " ; ");
  }
  const defined = outside.matchAll(/\b(query|mutation|subscription|fragment)\b\s*(\w*)/g);
  return [...defined].filter(([, kind]) => kind !== "fragment");
}

// What comes, one result at a time; `return` ends it at once, also while nothing comes.
function heard(asked, headers) {
  const leaving = new AbortController();
  const results = resultsOf(asked, headers, leaving.signal);
  return {
    [Symbol.asyncIterator]() { return this; },
    next: () => results.next(),
    return: () => {
      leaving.abort();
      return Promise.resolve({ done: true, value: undefined });
    },
  };
}

async function* resultsOf(asked, headers, signal) {
  const kinds = { "content-type": "application/json", accept: "text/event-stream" };
  const body = JSON.stringify(asked);
  const response = await fetch("/graphql", {
    method: "POST", headers: { ...headers, ...kinds }, body, signal,
  });
  if (!response.ok) {
    yield { errors: [{ message: await response.text() }] };
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      if (block.startsWith("event: next\ndata: ")) yield JSON.parse(block.slice(18));
    }
  }
}

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultQuery: firstQuestion,
  }),
);
