// Where one begins: what is there, whom it is about, what was learned last.

import { link } from "./address.js";
import { h } from "./dom.js";
import { latest, changeLine } from "./log.js";
import { empty, more, section } from "./parts.js";
import { searchForm } from "./ask.js";

export async function home(context) {
  const { place, ask } = context;
  const filter = place.name ? { nameContains: place.name } : null;
  const [{ statistics }, { entities }] = await Promise.all([
    ask("Standing", {}), ask("Names", { filter, after: null })]);
  if (statistics.episodes === 0 && statistics.facts === 0) return { title: "Nothing told yet", body: nothingYet(context) };
  const changes = await latest(context, statistics.lastSequence, 8);
  return {
    title: "What is remembered",
    body: [
      h("h1", { class: "lead" }, "What do you want to know?"), searchForm(context), counts(statistics),
      h("div", { class: "two" },
        section("Whom and what it is about", names(context, entities)),
        section("Learned last", changes.length
          ? h("ol", { class: "changes" }, changes.map((change) => changeLine(context, change, { isShort: true })))
          : h("p", { class: "hint" }, "Nothing has changed."),
        h("p", {}, h("a", { href: link(place, "log") }, "The whole log")))),
    ],
  };
}

function counts({ episodes, facts, currentFacts, entities, queuedJobs, failedJobs }) {
  const one = (number, words) => h("li", {}, h("strong", {}, number.toLocaleString("en")), ` ${words}`);
  return h("ul", { class: "counts" },
    one(episodes, "texts told"), one(facts, "facts read"), one(currentFacts, "hold now"), one(entities, "entities"),
    queuedJobs ? one(queuedJobs, "texts wait to be read") : null,
    failedJobs ? one(failedJobs, "could not be read: see quipu status") : null);
}

function names(context, first) {
  const { place, ask, go } = context;
  const field = h("input", { type: "search", id: "names", value: place.name ?? "", autocomplete: "off" });
  const form = h("form", { class: "narrow", role: "search", "aria-label": "Names", on: { submit: (event) => {
    event.preventDefault();
    go({ ...place, name: field.value.trim() });
  } } }, h("label", { for: "names" }, "Names with"), field, h("button", {}, "Filter"));
  const list = h("ul", { class: "names" });
  const add = ({ edges }) => list.append(...edges.map(({ node }) => h("li", {},
    h("a", { class: "entity", href: link(place, "entity", node.id) }, node.name),
    h("span", { class: "kind" }, node.types.join(", ")))));
  add(first);
  let { endCursor, hasNextPage } = first.pageInfo;
  const next = async () => {
    const { entities } = await ask("Names", {
      filter: place.name ? { nameContains: place.name } : null, after: endCursor });
    add(entities);
    ({ endCursor, hasNextPage } = entities.pageInfo);
    return hasNextPage;
  };
  const none = first.edges.length === 0 ? h("p", { class: "hint" }, "No name has that in it.") : null;
  return [form, none, list, hasNextPage ? more(next) : null];
}

const MUTATION = `mutation {
  remember(input: {
    idempotencyKey: "first"
    waitFor: EXTRACTED
    episodes: [{ content: "I live in Oslo.", speaker: "Maya" }]
  }) { facts { statement } userErrors { message } }
}`;

function nothingYet({ place }) {
  const whose = place.user || place.agent || place.session
    ? h("p", {}, "In this scope. Others may hold something: see “Whose memory” above.") : null;
  return empty("Nothing has been told yet", whose,
    h("p", {}, "Tell it something from the command line, then load this page again:"),
    h("pre", { tabindex: 0 }, "quipu ingest notes.md --database memory.db\nquipu serve --database memory.db"),
    h("p", {}, "or over GraphQL, at /graphql:"), h("pre", { tabindex: 0 }, MUTATION));
}
