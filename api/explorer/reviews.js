// What no rule settles, and a person may decide.

import { h, tell } from "./dom.js";
import { entityLink, factList, more, empty } from "./parts.js";
import { opened } from "./rulings.js";
import { ruled } from "./service.js";
import { said } from "./timescale.js";

const HEADS = {
  CONFLICT: "Both cannot hold", POSSIBLY_CONTRADICTS: "Hardly both hold", POSSIBLY_SAME_AS: "Perhaps one and the same",
};
const OF_CLAIMS = [["KEEP_FIRST", "Keep the first"], ["KEEP_SECOND", "Keep the second"], ["KEEP_BOTH", "Keep both"], ["DISMISS", "Leave it"]];
const OF_NAMES = [["SAME", "They are one"], ["DIFFERENT", "They are two"], ["DISMISS", "Leave it"]];

export async function reviews(context) {
  const { ask } = context;
  const [{ viewer }, { reviews: first }] = await Promise.all([ask("Standing", {}), ask("Reviews", { after: null })]);
  context.may = viewer.permissions;
  if (first.edges.length === 0) {
    return { title: "Review", body: [h("h1", {}, "Review"), empty("Nothing waits for you",
      h("p", {}, "All that was told is settled by rule. What cannot be is listed here: two values told for the same time, names that may mean one."))] };
  }
  const list = h("ol", { class: "reviews" });
  const add = ({ edges }) => list.append(...edges.map(({ node }) => review(context, node)));
  add(first);
  let { endCursor, hasNextPage } = first.pageInfo;
  const next = async () => {
    const { reviews: page } = await ask("Reviews", { after: endCursor });
    add(page);
    ({ endCursor, hasNextPage } = page.pageInfo);
    return hasNextPage;
  };
  const count = `${first.totalCount} ${first.totalCount === 1 ? "waits" : "wait"} for a decision; any decision can be undone.`;
  return { title: "Review", body: [h("h1", {}, "Review"), h("p", { class: "hint" }, count), list, hasNextPage ? more(next) : null] };
}

function review(context, one) {
  const { place } = context;
  const choices = one.kind === "POSSIBLY_SAME_AS" ? OF_NAMES : OF_CLAIMS;
  const both = one.kind === "POSSIBLY_SAME_AS"
    ? h("ul", { class: "facts" }, one.entities.map((entity) => h("li", {}, entityLink(place, entity), " ",
      h("span", { class: "summary" }, entity.summary ?? ""))))
    : h("ol", { class: "statements" }, one.statements.map((statement) => h("li", { dir: "auto" }, statement)));
  return h("li", { class: "review" },
    h("h2", {}, HEADS[one.kind] ?? one.kind), both,
    h("p", { class: "hint" }, `${one.reason} · since ${said(one.openedAt)}`, one.score === null ? "" : ` · likely by ${(one.score * 100).toFixed(0)} %`),
    one.facts.length ? h("details", {}, h("summary", {}, "What is believed now"), factList(place, one.facts)) : null,
    context.may?.includes("write")
      ? h("p", { class: "buttons" }, choices.map(([decision, words]) => h("button", { type: "button", on: { click: () => decide(context, one, decision, words) } }, words)))
      : h("p", { class: "hint" }, "This key may read and not decide."));
}

function decide(context, one, decision, words) {
  opened({
    head: words, text: one.statements.join(" / "), verb: words,
    rule: ({ reason, key }) => ruled("Decide", { idempotencyKey: key, review: one.id, decision, reason, scope: context.scope }),
    done: async () => { tell("It is decided; the log can undo it."); await context.again(); },
  });
}
