// One fact: what it says, both its times, whose words it is read from, what stands against it.

import { h } from "./dom.js";
import { changeLine } from "./log.js";
import { badge, copyable, entityLink, factList, section, source } from "./parts.js";
import { rulingsOn } from "./rulings.js";
import { Refused } from "./service.js";
import { held, moment, said, standing } from "./timescale.js";

const RULES = {
  stated: "its source says so",
  superseded: "a later value took its place",
};

export async function fact(context) {
  const { place, ask } = context;
  const { fact: one } = await ask("Fact", { id: place.id });
  if (!one) throw new Refused("NOT_FOUND", "No fact of that id is in this memory, or not for this key.");
  const { explanation: why } = one;
  const rivals = why.rivals.filter(({ id }) => id !== one.id);
  const changes = one.history.edges.map(({ node }) => node);
  return {
    title: one.statement,
    facts: [one, ...rivals],
    body: [
      h("header", { class: "head" },
        h("p", { class: "kind" }, "fact ", badge(one.status), " ", copyable(one.id)), h("h1", { dir: "auto" }, one.statement), triple(place, one)),
      h("dl", { class: "told-of" },
        pair("Valid", held(one)),
        pair("Believed", `since ${said(one.createdAt)}${one.expiredAt ? ` until ${said(one.expiredAt)}` : ""} (UTC)`),
        pair("How sure", `confidence ${one.confidence.toFixed(2)}, trust ${one.trust.toLowerCase()}`),
        pair("Why", `${RULES[why.rule] ?? why.rule}; decided by ${why.decidedBy}`),
        pair("Scope", one.scope.path)),
      seenFrom(context, one),
      ...beside(place, one, rivals),
      section("Whose words", why.quotes.length
        ? why.quotes.map((told) => quoted(place, told))
        : h("p", { class: "hint" }, "It rests on no text that is still there.")),
      rulingsOn(context, one),
      section("History", h("ol", { class: "changes" }, changes.map((change) => changeLine(context, change)))),
    ],
  };
}

function triple(place, one) {
  return h("p", { class: "triple" }, entityLink(place, one.source),
    h("span", { class: "predicate" }, one.predicate),
    one.target ? entityLink(place, one.target) : h("span", { class: "value", dir: "auto" }, one.value ?? ""));
}

function pair(term, told) {
  return h("div", {}, h("dt", {}, term), h("dd", {}, told));
}

/** How it stands by the two clocks, where they are turned. */
function seenFrom({ place, at }, one) {
  if (!place.asOf && !place.knownAt) return null;
  const words = { holds: "it holds", over: "it is over", ahead: "it has not begun", apart: "it is kept apart" };
  const knownAt = moment(place.knownAt) ?? Infinity;
  const began = moment(one.createdAt) <= knownAt;
  const ended = one.expiredAt && moment(one.expiredAt) <= knownAt;
  const then = place.asOf ? `On ${said(place.asOf)} ${words[standing({ ...one, status: "" }, at)]}. ` : "";
  const belief = place.knownAt
    ? `On ${said(place.knownAt)} (UTC) it was ${!began ? "not believed yet" : ended ? "believed no more" : "believed"}.` : "";
  return h("p", { class: "seen" }, then, belief);
}

/** Facts that have to do with it, each sort only where there are any. */
function beside(place, one, rivals) {
  const sorts = [
    ["Took its place", one.supersededBy ? [one.supersededBy] : []],
    ["Narrower, has the say", one.overriddenBy ? [one.overriddenBy] : []],
    ["It took the place of", one.supersedes],
    ["In dispute with", one.contradicts],
  ];
  const named = new Set(sorts.flatMap(([, facts]) => facts.map(({ id }) => id)));
  const others = rivals.filter(({ id }) => !named.has(id));
  return [...sorts, ["Other values over time", others]]
    .filter(([, facts]) => facts.length)
    .map(([head, facts]) => section(head, factList(place, facts)));
}

function quoted(place, { quote, extractor, model, recordedAt, episode }) {
  const by = h("p", { class: "hint" }, `read by ${model ?? extractor} on ${said(recordedAt)}`);
  return episode ? [source(place, episode, quote), by] : [h("blockquote", {}, quote ?? ""), by];
}
