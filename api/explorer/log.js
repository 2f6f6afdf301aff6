// The log: what changed, who changed it and why; new lines come by themselves.

import { link, lasting, write } from "./address.js";
import { h, fill } from "./dom.js";
import { problemBox } from "./parts.js";
import { undoButton } from "./rulings.js";
import { heard } from "./service.js";
import { moment, said } from "./timescale.js";

const KINDS = {
  CREATED: "learned", UPDATED: "changed", INVALIDATED: "given up", SUPERSEDED: "superseded",
  MERGED: "merged", SPLIT: "split", FORGOTTEN: "forgotten",
};
const WINDOW = 100;

/** The newest changes, newest first. The service lists them oldest first, after a number, and
 *  other tenants have numbers, too: so the look back widens until there are enough. */
export async function latest({ ask, place }, last, wanted) {
  const end = Number(last);
  const isKnown = ({ at }) => !place.knownAt || moment(at) <= moment(place.knownAt);
  let found = [];
  for (let back = Math.min(wanted, WINDOW); ; back = Math.min(back * 4, end)) {
    found = [];
    let since = Math.max(0, end - back);
    for (;;) {
      const { changes } = await ask("Log", { since: String(since) });
      const page = changes.edges.map(({ node }) => node).filter(({ sequence }) => Number(sequence) <= end);
      found.push(...page.filter(isKnown));
      if (page.length < WINDOW) break;
      since = Number(page.at(-1).sequence);
    }
    if (found.length >= wanted || back >= end) return found.reverse().slice(0, wanted);
  }
}

export async function log(context) {
  const { ask, signal, place } = context;
  const { statistics, viewer } = await ask("Standing", {});
  context.may = viewer.permissions;
  const list = h("ol", { class: "changes whole" });
  const first = await latest(context, statistics.lastSequence, 40);
  list.append(...first.map((change) => changeLine(context, change)));
  const state = h("p", { class: "hint live", role: "status" });
  const older = h("button", { type: "button", on: { click: () => further(context, list, older) } }, "Older");
  if (first.length < 40) older.hidden = true;
  older.dataset.from = first.at(-1)?.sequence ?? "0";
  return {
    title: "Log",
    body: [h("h1", {}, "Log"), state, first.length ? list : [list, h("p", { class: "hint" }, "Nothing has changed yet.")], older],
    shown: () => {
      if (place.knownAt) state.textContent = `As the log stood on ${said(place.knownAt)} (UTC). “Latest” above makes it live again.`;
      else listen(context, statistics.lastSequence, list, state, signal);
    },
  };
}

async function further(context, list, older) {
  const before = Number(older.dataset.from);
  const found = await latest(context, before - 1, 40);
  list.append(...found.map((change) => changeLine(context, change)));
  older.dataset.from = found.at(-1)?.sequence ?? "0";
  older.hidden = found.length < 40;
}

async function listen(context, since, list, state, signal) {
  try {
    state.textContent = "Live: what changes now stands here at once.";
    for await (const { changes } of heard("Live", { since, scope: context.scope }, signal)) {
      list.prepend(changeLine(context, changes, { isNew: true }));
    }
    state.textContent = "The stream has ended; load the page again to go on.";
  } catch (problem) {
    if (!signal.aborted) fill(state, problemBox(problem));
  }
}

/** One change as a line: what, of what, who, why; a look at the time before it, and undoing. */
export function changeLine(context, change, { isNew = false, isShort = false } = {}) {
  const { place } = context;
  return h("li", { class: isNew ? "change new" : "change" },
    h("span", { class: `what ${change.kind.toLowerCase()}` }, KINDS[change.kind] ?? change.kind.toLowerCase()),
    h("span", { class: "of" }, named(place, change)),
    h("span", { class: "meta" }, `${said(change.at)} · ${change.actor}${change.reason ? ` · ${change.reason}` : ""}${isShort ? "" : ` · no. ${change.sequence}`}`,
      isShort || !change.item?.source ? null : [" ", lookBefore(place, change)],
      !isShort && context.may?.includes("write") && canBeUndone(change) ? [" ", undoButton(context, change)] : null));
}

function canBeUndone({ kind, item }) {
  return item?.__typename === "Fact" || kind === "MERGED" || kind === "SPLIT";
}

/** To whom a fact is about, as the memory believed a moment before a change. */
function lookBefore(place, { at, item: { source } }) {
  const knownAt = new Date(moment(at) - 1).toISOString();
  const past = write({ ...lasting(place), view: "entity", id: source.id, knownAt });
  return h("a", { href: past, title: `${source.name}, as believed just before this change` }, "look before it");
}

function named(place, { item, before, after }) {
  const row = after ?? before ?? {};
  if (item?.__typename === "Fact") return h("a", { href: link(place, "fact", item.id), dir: "auto" }, item.statement);
  if (item?.__typename === "Entity") return h("a", { href: link(place, "entity", item.id), dir: "auto" }, item.name);
  if (item?.__typename === "Episode") return h("a", { href: link(place, "text", item.id) }, "a text");
  return String(row.sentence ?? row.name ?? row.reason ?? "something that is gone").slice(0, 200);
}
