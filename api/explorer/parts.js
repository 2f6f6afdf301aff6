// Pieces that several views show.

import { link } from "./address.js";
import { h, fill, tell } from "./dom.js";
import { held, said } from "./timescale.js";

const STATUS = {
  CURRENT: ["holds", "holds at the time asked about"],
  HISTORICAL: ["past", "an event, or told as over: true, never contradicted"],
  PLANNED: ["ahead", "begins later"],
  SUPERSEDED: ["superseded", "a later value took its place"],
  INVALIDATED: ["ended", "ended, with nothing in its place"],
  EXPIRED: ["given up", "not believed any more"],
  QUARANTINED: ["quarantined", "told by a source that is not trusted"],
};
const CHANNELS = {
  VECTOR: "meaning", FULLTEXT: "words", NAME: "name", NEIGHBOUR: "neighbour turns", TIME: "time",
  GRAPH: "graph", RECENCY: "recency", RERANK: "reranker",
};
const PROBLEMS = {
  UNAUTHENTICATED: ["This memory asks for a key", "Give one of quipu keys create, or a token, under “Key” above."],
  FORBIDDEN: ["This key may not do that", "Another key may: quipu keys list shows what each is for."],
  RATE_LIMITED: ["Asked too much for a moment", ""],
  UNREACHABLE: ["No answer", ""],
  NOT_FOUND: ["Not found", ""],
  QUERY_TOO_COMPLEX: ["That is more than this service answers at once", ""],
};

export function badge(status) {
  const [word, meaning] = STATUS[status] ?? [status.toLowerCase(), ""];
  return h("span", { class: `badge ${status.toLowerCase()}`, title: meaning }, word);
}

export function nameOf(entity) {
  return entity?.name ?? "";
}

/** What a fact is about, in a word or a few. */
export function objectOf(fact) {
  return fact.target ? fact.target.name : fact.value ?? "";
}

export function entityLink(place, entity) {
  return h("a", { class: "entity", href: link(place, "entity", entity.id) }, entity.name);
}

/** A fact as a line: its sentence, when it holds, how it stands. */
export function factLine(place, fact) {
  const is = ["SUPERSEDED", "INVALIDATED", "EXPIRED"].includes(fact.status) ? "line gone" : "line";
  return h("a", { class: is, href: link(place, "fact", fact.id) },
    h("span", { class: "sentence" }, fact.statement),
    h("span", { class: "when" }, held(fact)), badge(fact.status));
}

export function factList(place, facts) {
  return h("ul", { class: "facts" }, facts.map((fact) => h("li", {}, factLine(place, fact))));
}

/** A source text, with the words that something was read from marked in it. */
export function source(place, episode, quote = null) {
  const speaker = episode.speaker ? `${episode.speaker}, ` : "";
  return h("figure", { class: "source" },
    h("blockquote", { dir: "auto" }, marked(clipped(episode.content ?? "", quote), quote)),
    h("figcaption", {},
      h("a", { href: link(place, "text", episode.id) }, `${speaker}${said(episode.occurredAt)}`),
      episode.trust === "OBSERVED" ? null : h("span", { class: "trust" }, ` · trust ${episode.trust.toLowerCase()}`)));
}

const LONG = 700;

/** Of a long text what stands around its quote, else its beginning. */
function clipped(text, quote) {
  if (text.length <= LONG) return text;
  const at = Math.max(0, quote ? text.indexOf(quote) : 0);
  const from = Math.max(0, at - LONG / 3);
  const until = Math.min(text.length, Math.max(from + LONG, at + (quote?.length ?? 0) + 80));
  return `${from > 0 ? "… " : ""}${text.slice(from, until)}${until < text.length ? " …" : ""}`;
}

export function marked(text, quote) {
  const at = quote ? text.indexOf(quote) : -1;
  if (at < 0) return [text];
  return [text.slice(0, at), h("mark", {}, quote), text.slice(at + quote.length)];
}

/** By which arms of a search something was found. */
export function foundBy(channels) {
  const best = new Map();
  for (const one of channels) {
    if (one.rank < (best.get(one.channel)?.rank ?? Infinity)) best.set(one.channel, one);
  }
  const words = [...best.values()].map(({ channel, rank }) => h("li", {},
    CHANNELS[channel] ?? channel.toLowerCase(), h("span", { class: "rank" }, ` ${rank}.`)));
  return h("ul", { class: "channels", "aria-label": "Found by, with the place there" }, words);
}

export function copyable(id) {
  return h("button", {
    class: "copy", type: "button", title: id,
    on: { click: () => copied(id) },
  }, "Copy id");
}

async function copied(id) {
  try {
    await navigator.clipboard.writeText(id);
    tell("The id is copied.");
  } catch {
    tell(id);
  }
}

/** A problem, what to do about it, and a way to try again. */
export function problemBox(problem, again = null) {
  const [head, hint] = PROBLEMS[problem.code] ?? ["That did not work", ""];
  const pause = problem.retryAfterMs ? `Try again in ${Math.ceil(problem.retryAfterMs / 1000)} s.` : hint;
  return h("div", { class: "problem", role: "alert" },
    h("h2", {}, head), h("p", {}, problem.message), pause ? h("p", { class: "hint" }, pause) : null,
    h("p", { class: "buttons" }, again ? h("button", { type: "button", on: { click: again } }, "Try again") : null,
      problem.code === "NOT_FOUND" ? h("a", { href: "#/" }, "To the beginning") : null));
}

export function empty(head, ...said) {
  return h("div", { class: "empty" }, h("h2", {}, head), said);
}

/** A button that brings the next page to the end of a list, and goes when there is none. */
export function more(next) {
  const place = h("div", { class: "more" });
  const button = h("button", { type: "button", on: { click: async () => {
    button.disabled = true;
    try {
      if (!(await next())) place.remove();
    } catch (problem) {
      fill(place, problemBox(problem));
    }
    button.disabled = false;
  } } }, "Show more");
  place.append(button);
  return place;
}

export function section(head, ...body) {
  return h("section", { class: "part" }, h("h2", {}, head), body);
}
