// Asking: the answer with what it rests on, and beside it all that a search finds, and why.

import { link, lasting } from "./address.js";
import { h } from "./dom.js";
import { entityLink, factLine, factList, foundBy, more, section, source } from "./parts.js";

export function searchForm({ place, go }) {
  const field = h("input", {
    type: "search", id: "question", name: "q", value: place.q ?? "", autocomplete: "off", autofocus: true,
    placeholder: "Where does Maya live?", required: true,
  });
  return h("form", { class: "ask", role: "search", "aria-label": "The memory", on: { submit: (event) => {
    event.preventDefault();
    const q = field.value.trim();
    if (q) go({ view: "ask", q, ...lasting(place) }, { isNew: true });
  } } }, h("label", { class: "hidden", for: "question" }, "Question or words"), field, h("button", { class: "main" }, "Ask"));
}

export async function ask(context) {
  const { place, ask: asked, point } = context;
  if (!place.q) return { title: "Ask", body: [h("h1", { class: "lead" }, "What do you want to know?"), searchForm(context)] };
  const input = { text: place.q, at: point, scope: context.scope, expandDepth: 1 };
  const [{ ask: answer }, { search }] = await Promise.all([
    asked("Ask", { text: place.q, at: point }), asked("Search", { input, after: null })]);
  const facts = [...answer.path, ...search.edges.map(({ node }) => node).filter((node) => node.statement)];
  return {
    title: place.q,
    facts,
    body: [h("h1", { class: "hidden" }, place.q), searchForm(context), answered(place, answer), found(context, input, search)],
  };
}

function answered(place, { texts, reason, confidence, path, sources }) {
  const knows = texts.length > 0;
  return h("section", { class: "answer", "aria-label": "Answer" },
    h("p", { class: knows ? "texts" : "texts none", dir: "auto" }, knows ? texts.join(", ") : "The memory does not know."),
    h("p", { class: "hint" }, reason, knows ? ` · confidence ${confidence.toFixed(2)}` : ""),
    path.length ? [h("h2", {}, "It rests on"), factList(place, path)] : null,
    sources.length ? [h("h2", {}, "In the words of"), sources.map((episode) => source(place, episode))] : null);
}

function found(context, input, first) {
  const { place, ask: asked } = context;
  if (first.edges.length === 0) {
    return section("Also found", h("p", { class: "hint" }, "Nothing else has to do with it. Try a name, or other words."));
  }
  const list = h("ol", { class: "hits" });
  const add = (page) => list.append(...page.edges.map((edge) => hit(place, edge)));
  add(first);
  let { endCursor, hasNextPage } = first.pageInfo;
  const next = async () => {
    const { search } = await asked("Search", { input, after: endCursor });
    add(search);
    ({ endCursor, hasNextPage } = search.pageInfo);
    return hasNextPage;
  };
  const { explain } = first;
  const took = explain ? h("p", { class: "hint" }, `${explain.candidates.toLocaleString("en")} candidates in ${explain.tookMs.toFixed(0)} ms`,
    explain.warnings.map((warning) => ` · ${warning}`)) : null;
  return section("Also found", took, list, hasNextPage ? more(next) : null);
}

function hit(place, { node, channels, via }) {
  return h("li", { class: "hit" }, shown(place, node), foundBy(channels),
    via.length ? h("p", { class: "via" }, "by way of ", via.map((fact, number) => [number ? " → " : "",
      h("a", { href: link(place, "fact", fact.id) }, fact.statement)])) : null);
}

function shown(place, node) {
  switch (node.__typename) {
    case "Fact": return factLine(place, node);
    case "Episode": return source(place, node);
    case "Entity": return h("p", { class: "about" }, entityLink(place, node),
      h("span", { class: "kind" }, node.types.join(", ")), node.summary ? h("span", { class: "summary" }, node.summary) : null);
    default: return h("p", { class: "about" }, h("strong", {}, node.name),
      h("span", { class: "kind" }, `community of ${node.size}`), h("span", { class: "summary" }, node.summary ?? ""),
      h("span", { class: "summary" }, node.members.edges.map(({ node: one }, number) => [number ? ", " : "", entityLink(place, one)])));
  }
}
