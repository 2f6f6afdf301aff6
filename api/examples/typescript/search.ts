// Asks a running service: `npm run build && node built/search.js http://127.0.0.1:8321 "Maya's home"`.
import { SearchDocument, type SearchQuery } from "./generated/graphql";
import type { TypedDocumentString } from "./generated/graphql";

interface Failure {
  message: string;
  extensions: { code: string; retryable: boolean; retryAfterMs?: number };
}

/** The data of an operation; its variables and its result are checked against the schema. */
async function ask<Result, Variables>(
  service: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  key?: string,
): Promise<Result> {
  const response = await fetch(`${service}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json",
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const body = (await response.json()) as { data?: Result; errors?: Failure[] };
  if (body.data === undefined || body.errors !== undefined) {
    const told = body.errors ?? [];
    throw new Error(told.map((one) => `${one.extensions.code}: ${one.message}`).join("\n"));
  }
  return body.data;
}

type Node = SearchQuery["search"]["edges"][number]["node"];

function shown(node: Node): string {
  switch (node.__typename) {
    case "Fact":
      return `${node.statement} [${node.status}, from ${node.validAt ?? "an unknown day"}]`;
    case "Episode":
      return `"${node.content ?? ""}" (${node.occurredAt})`;
    case "Entity":
      return node.name;
    case "Community":
      return `${node.name}: ${node.summary ?? ""}`;
    case "Experience":
      return `${node.task} [${node.outcome}] ${node.lesson ?? ""}`;
    case "Procedure":
      return `${node.when} do: ${node.do.join("; ")} avoid: ${node.avoid.join("; ")}`;
  }
}

async function main(service: string, text: string): Promise<void> {
  const { search } = await ask(service, SearchDocument, { text });
  for (const { score, node } of search.edges) {
    console.log(score.toFixed(3), shown(node));
  }
}

declare const process: { argv: string[]; exitCode: number };
const [service = "http://127.0.0.1:8321", text = "Where does Maya live?"] = process.argv.slice(2);
main(service, text).catch((problem: unknown) => {
  console.error(problem);
  process.exitCode = 1;
});
