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
`;

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
    defaultQuery: firstQuestion,
  }),
);
