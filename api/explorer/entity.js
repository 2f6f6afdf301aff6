// Somebody or something: names, a timeline of all that is told of it, its neighbourhood.

import { link } from "./address.js";
import { h } from "./dom.js";
import { network, neighboursOf } from "./network.js";
import { copyable, entityLink, more, section } from "./parts.js";
import { mergeButton } from "./rulings.js";
import { Refused } from "./service.js";
import { said, spanOf, standing } from "./timescale.js";
import { timeline } from "./timeline.js";

const WHOLE = 400; // facts that are fetched without being asked for
const BETWEEN = 50; // entities whose facts with each other are asked for at once

export async function entity(context) {
  const { place, ask, now } = context;
  // All that is believed at the moment asked about, whatever it holds for: moving along time
  // then needs no further question.
  const at = { includeInvalidated: true, ...(place.knownAt ? { knownAt: place.knownAt } : {}) };
  const { entity: about } = await ask("Entity", { id: place.id, at });
  if (!about) throw new Refused("NOT_FOUND", "Nobody of that id is in this memory, or not for this key.");
  const facts = about.facts.edges.map(({ node }) => node);
  let { endCursor, hasNextPage } = about.facts.pageInfo;
  const further = async () => {
    const { entity: { facts: page } } = await ask("MoreFacts", { id: place.id, at, after: endCursor });
    facts.push(...page.edges.map(({ node }) => node));
    ({ endCursor, hasNextPage } = page.pageInfo);
    return hasNextPage;
  };
  while (hasNextPage && facts.length < WHOLE) await further();
  const neighbours = neighboursOf(facts, about.id, context.at);
  const among = await between(context, at, about, neighbours, facts);
  const span = spanOf(facts, now);
  return seen(context, { about, facts, among, neighbours, span, further: hasNextPage ? further : null });
}

/** What the nearest neighbours have to do with each other. */
async function between({ ask }, at, about, neighbours, facts) {
  const ids = neighbours.slice(0, BETWEEN).map(({ id }) => id);
  if (ids.length < 2) return facts;
  const found = await ask("Between", { ids, at: at });
  const own = new Set(facts.map(({ id }) => id));
  return [...facts, ...found.facts.edges.map(({ node }) => node).filter(({ id }) => !own.has(id))];
}

function seen(context, { about, facts, among, neighbours, span, further }) {
  const { place, go } = context;
  const line = timeline(context, facts, about.id, span);
  const net = network(context, among, about, neighbours, (id) => go({ ...place, view: "entity", id }, { isNew: true }));
  context.signal.addEventListener("abort", net.end);
  const holds = h("p", { class: "hint", role: "status" });
  const mark = (at) => {
    const number = facts.filter((fact) => standing(fact, at) === "holds").length;
    holds.textContent = `${number} of ${about.facts.totalCount} facts hold on ${said(new Date(at).toISOString().slice(0, 10))}.`;
    line.mark(at);
    net.mark(at);
  };
  const rest = further ? more(async () => {
    const isMore = await further();
    line.draw();
    return isMore;
  }) : null;
  const body = [
    head(context, about),
    facts.length === 0
      ? h("p", { class: "empty" }, "No fact is believed of it at the time asked about.")
      : [section("Over time", holds, line.element, rest), neighbours.length ? section("Connected with", net.element, listed(place, neighbours)) : null],
  ];
  const shown = () => {
    line.draw();
    mark(context.at);
    redrawn(line, context.signal);
    if (neighbours.length) net.draw();
  };
  return { title: about.name, body, facts, span, live: mark, shown };
}

function head(context, about) {
  const { place } = context;
  const isNow = !place.asOf && !place.knownAt;
  return h("header", { class: "head" },
    h("p", { class: "kind" }, about.types.join(", ") || "unknown kind"),
    h("h1", { dir: "auto" }, about.name),
    about.aliases.length ? h("p", { class: "aliases" }, "also called ", about.aliases.slice(0, 12).join(", "), about.aliases.length > 12 ? " …" : "") : null,
    about.mergedInto ? h("p", {}, "taken for ", entityLink(place, about.mergedInto)) : null,
    isNow && about.summary ? h("p", { class: "summary" }, about.summary) : null,
    h("p", { class: "meta" }, `first heard of on ${said(about.createdAt)}`,
      about.communities.length ? [" · belongs to ", about.communities.map(({ name }) => name).join(", ")] : null, " ", copyable(about.id), " ", mergeButton(context, about)));
}

/** The same as the drawing, for who does not see it. */
function listed(place, neighbours) {
  const list = h("ul", { class: "names" }, neighbours.slice(0, 60).map((one) => h("li", {},
    h("a", { class: "entity", href: link(place, "entity", one.id) }, one.name), h("span", { class: "kind" }, one.types.join(", ")))));
  return h("details", {}, h("summary", {}, `${neighbours.length} names`), list);
}

/** Drawn anew when its width has changed. */
function redrawn(line, signal) {
  let width = line.element.clientWidth;
  const watching = new ResizeObserver(() => {
    if (line.element.clientWidth === width) return;
    width = line.element.clientWidth;
    line.draw();
  });
  watching.observe(line.element);
  signal.addEventListener("abort", () => watching.disconnect());
}
