// The one way to the memory: public GraphQL, under the key that this tab was given.

const KEY = "quipu.key";
const DOCUMENTS = "/explorer/documents.graphql";
let documents;

/** The key of this tab; gone when it is closed. */
export const keeping = {
  get: () => sessionStorage.getItem(KEY) ?? "",
  set: (key) => (key ? sessionStorage.setItem(KEY, key) : sessionStorage.removeItem(KEY)),
};

/** What went wrong, as people can be told. */
export class Refused extends Error {
  constructor(code, message, retryAfterMs = 0) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The data of an operation. Raises Refused. */
export async function asked(name, variables = {}, signal = undefined) {
  const query = await documentOf(name);
  const body = JSON.stringify({ query, variables, operationName: name });
  const response = await sent(body, "application/json", signal);
  const answer = await answerOf(response);
  if (answer.errors?.length) throw refusal(answer.errors[0]);
  return answer.data;
}

/** A ruling's payload: one key for one intent, so that a second click changes nothing twice. */
export async function ruled(name, input) {
  const [payload] = Object.values(await asked(name, { input }));
  const [wrong] = payload.userErrors;
  if (wrong) throw new Refused(wrong.code, wrong.message);
  return payload;
}

/** Results of a subscription, by server-sent events: fetch, for an EventSource sends no key. */
export async function* heard(name, variables, signal) {
  const query = await documentOf(name);
  const body = JSON.stringify({ query, variables, operationName: name });
  const response = await sent(body, "text/event-stream", signal);
  if (!response.ok) throw refusal((await answerOf(response)).errors?.[0]);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      if (!block.startsWith("event: next\ndata: ")) continue;
      const result = JSON.parse(block.slice("event: next\ndata: ".length));
      if (result.errors?.length) throw refusal(result.errors[0]);
      yield result.data;
    }
  }
}

/** A key for one intent to change something. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `explorer-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

async function sent(body, accept, signal) {
  const headers = { "content-type": "application/json", accept };
  if (keeping.get()) headers.authorization = `Bearer ${keeping.get()}`;
  try {
    return await fetch("/graphql", { method: "POST", headers, body, signal });
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new Refused("UNREACHABLE", "the service does not answer: is quipu serve still running?");
  }
}

async function answerOf(response) {
  try {
    return await response.json();
  } catch {
    throw new Refused("UNREACHABLE", `the service answered with status ${response.status}`);
  }
}

function refusal(error) {
  const { code = "UNKNOWN", retryAfterMs = 0 } = error?.extensions ?? {};
  return new Refused(code, error?.message ?? "no answer", retryAfterMs);
}

/** An operation of documents.graphql with the fragments that it spreads, and those they spread. */
async function documentOf(name) {
  documents ??= fetch(DOCUMENTS).then((response) => response.text()).then(parted);
  const parts = await documents;
  const wanted = new Set([name]);
  for (const one of wanted) {
    for (const [, spread] of parts.get(one).matchAll(/\.\.\.(\w+)/g)) {
      if (spread !== "on") wanted.add(spread);
    }
  }
  return [...wanted].map((one) => parts.get(one)).join("\n");
}

function parted(text) {
  const found = text.matchAll(/^(?:query|mutation|subscription|fragment) (\w+)[^]*?^}/gm);
  return new Map([...found].map(([whole, name]) => [name, whole]));
}
