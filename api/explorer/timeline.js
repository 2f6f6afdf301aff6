// The facts of somebody as cords along time: one row a predicate, a knot where each begins and ends.

import { link } from "./address.js";
import { h, fill } from "./dom.js";
import { badge, objectOf } from "./parts.js";
import { busiestOf, dayOf, held, lanesOf, moment, placeOf, said, standing, ticksOf } from "./timescale.js";

const MOST = 24; // facts of a row that are shown at once
const MOST_OF_MANY = 8; // where there are many facts in all
const MANY = 150;
const NARROWED = 30; // facts from which on there is a field to narrow them by words
const LETTER_PX = 7.2;
const LABEL_PX = 250;
const TICK_PX = 84;

/** A timeline: `element`, `draw()` once it has a width, `mark(at)` where another moment is asked about. */
export function timeline(context, facts, about, whole) {
  const busiest = busiestOf(facts, whole);
  let span = busiest;
  let at = context.at;
  const marker = h("div", { class: "marker", "aria-hidden": "true" });
  const rows = h("div", { class: "rows" });
  const detail = h("div", { class: "detail" }, hint());
  const axis = h("div", { class: "axis", "aria-hidden": "true", title: "As of …", on: { click: pointed } });
  const element = h("div", { class: "timeline" },
    busiest === whole && facts.length < NARROWED ? null : h("div", { class: "tools" },
      facts.length < NARROWED ? null : narrowing(), busiest === whole ? null : ranges()),
    h("div", { class: "sheet" }, axis, rows, marker), detail);
  const open = new Set();
  let words = "";
  let cords = [];

  function draw() {
    const width = Math.max(200, axis.clientWidth);
    const room = (text) => Math.min(LABEL_PX, 14 + text.length * LETTER_PX) / width;
    fill(axis, ticksOf(span, Math.floor(width / TICK_PX)).map(({ at: tick, text }) =>
      h("span", { class: "tick", style: { left: percent(placeOf(tick, span)) } }, text)));
    cords = [];
    const told = facts.filter((fact) => fact.statement.toLowerCase().includes(words));
    fill(rows, told.length ? grouped(told, about).map((group) => row(group, room)) : h("p", { class: "hint" }, "No fact has these words in it."));
    mark(at);
  }

  function narrowing() {
    const field = h("input", { type: "search", id: "narrow", autocomplete: "off", on: { input: () => {
      words = field.value.trim().toLowerCase();
      draw();
    } } });
    return h("p", {}, h("label", { for: "narrow" }, "Facts with"), " ", field);
  }

  /** Two lengths of time to choose from, where what is told is crowded into a part of the whole. */
  function ranges() {
    const choice = (text, range) => h("button", { type: "button", "aria-pressed": String(range === span), on: { click: (event) => {
      span = range;
      for (const one of event.target.parentElement.children) one.setAttribute("aria-pressed", String(one === event.target));
      draw();
    } } }, text);
    return h("div", { class: "ranges", role: "group", "aria-label": "How much of time" },
      choice("Where most is told", busiest), choice("From first to last", whole));
  }

  /** A place on the axis is a day, too; by keys the slider above does the same. */
  function pointed({ clientX }) {
    const { left, width } = axis.getBoundingClientRect();
    const ms = span.from + ((clientX - left) / width) * (span.to - span.from);
    context.go({ ...context.here(), asOf: dayOf(ms) });
  }

  function row(group, room) {
    const shown = open.has(group.key) ? group.facts : chosen(group.facts, at, facts.length > MANY ? MOST_OF_MANY : MOST);
    const hidden = group.facts.length - shown.length;
    const lanes = lanesOf(shown, span, (fact) => room(group.wordsOf(fact)));
    return h("section", { class: "row", "aria-label": group.head },
      h("h3", {}, group.head, group.note ? h("span", { class: "note" }, group.note) : null),
      h("ol", { class: "lanes", style: { "--lanes": lanes.length } },
        lanes.flatMap((lane, number) => lane.map((placed) => cord(placed, number, group)))),
      hidden > 0 || open.has(group.key) ? h("button", { type: "button", class: "unfold", on: { click: () => {
        if (!open.delete(group.key)) open.add(group.key);
        draw();
      } } }, hidden > 0 ? `${hidden} more` : "Fewer") : null);
  }

  function cord({ fact, from, to, label }, lane, group) {
    const [since, until] = [moment(fact.validAt), moment(fact.invalidAt)];
    const ends = [since === null || since < span.from ? "unknown" : "", until === null || until > span.to ? "open" : ""].join(" ");
    const one = h("a", {
      class: `cord ${fact.status.toLowerCase()} ${ends}`,
      href: link(context.place, "fact", fact.id),
      "aria-label": `${fact.statement}: ${held(fact)}`,
      style: { left: percent(from), width: percent(to - from) },
      on: { mouseenter: () => fill(detail, read(fact, at)), focus: () => fill(detail, read(fact, at)) },
    }, h("span", {
      class: "label", dir: "auto", style: { "--shift": `${(label - from) * axis.clientWidth}px` },
    }, group.wordsOf(fact)));
    cords.push([one, fact]);
    return h("li", { style: { "--lane": lane } }, one);
  }

  function mark(asked) {
    at = asked;
    marker.style.setProperty("--at", placeOf(at, span));
    marker.classList.toggle("beyond", at < span.from || at > span.to);
    for (const [one, fact] of cords) one.dataset.standing = standing(fact, at);
  }

  return { element, draw, mark };
}

function hint() {
  return h("p", { class: "hint" }, "Point at a fact, or step to it with the Tab key, to read it; open it to see why it is believed.");
}

/** What is read of a fact that is pointed at: how it stands at a moment, and today where that differs. */
function read(fact, at) {
  const then = { holds: "CURRENT", ahead: "PLANNED" }[standing(fact, at)] ?? fact.status;
  const today = then === fact.status ? "" : [" today ", badge(fact.status), " · "];
  return [
    h("p", { class: "sentence", dir: "auto" }, fact.statement, " ", badge(then)),
    h("p", { class: "when" }, today, held(fact), " · believed since ", said(fact.createdAt),
      fact.expiredAt ? ` until ${said(fact.expiredAt)}` : "", ` · confidence ${fact.confidence.toFixed(2)}`),
  ];
}

/** Rows: what is told several times of, or one value at a time, by predicate; then all else in one. */
export function grouped(facts, about) {
  const groups = new Map();
  for (const fact of facts) {
    const isOwn = fact.source.id === about;
    const key = `${fact.predicate} ${isOwn}`;
    if (!groups.has(key)) groups.set(key, { key, isOwn, predicate: fact.predicate, facts: [] });
    groups.get(key).facts.push(fact);
  }
  const all = [...groups.values()];
  const isSingle = (group) => group.facts.length === 1 && all.length > 8;
  const rows = all.filter((group) => !isSingle(group)).sort(byWeight);
  const singles = all.filter(isSingle).flatMap((group) => group.facts);
  const head = rows.map((group) => ({
    ...group,
    head: group.predicate,
    note: group.isOwn ? "" : "told of others",
    wordsOf: (fact) => (group.isOwn ? objectOf(fact) : fact.source.name),
  }));
  if (singles.length === 0) return head;
  const words = (fact) => (fact.source.id === about
    ? `${fact.predicate} ${objectOf(fact)}` : `${fact.source.name} ${fact.predicate}`);
  return [...head, { key: "all else", head: "all else", note: "told once", facts: singles, wordsOf: words }];
}

/** What has changed over time stands first, then what is told of most. */
function byWeight(one, other) {
  const changed = (group) => group.facts.filter((fact) => fact.status === "SUPERSEDED").length;
  return other.isOwn - one.isOwn || changed(other) - changed(one)
    || other.facts.length - one.facts.length || one.predicate.localeCompare(other.predicate);
}

/** The facts of a row that are shown at first: what holds, then what began last. */
function chosen(facts, at, most) {
  if (facts.length <= most + 2) return facts;
  const rank = (fact) => (standing(fact, at) === "holds" ? 1 : 0);
  return [...facts].sort((one, other) => rank(other) - rank(one)
    || (other.validAt ?? "").localeCompare(one.validAt ?? "")).slice(0, most);
}

function percent(share) {
  return `${(share * 100).toFixed(3)}%`;
}
