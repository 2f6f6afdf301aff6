// What a person rules: correct, end, refuse, merge, split, undo. Each asks for a reason, which the
// log keeps.

import { lasting } from "./address.js";
import { h, tell } from "./dom.js";
import { problemBox, section } from "./parts.js";
import { newKey, Refused, ruled } from "./service.js";
import { dayOf } from "./timescale.js";

/** What may be ruled of a fact, or why not by this caller. */
export function rulingsOn(context, fact) {
  if (!context.may?.includes("write")) {
    return section("Put it right", h("p", { class: "hint" }, "This key may read and not write, so it cannot correct or undo. A writer’s key can."));
  }
  if (fact.expiredAt) return null;
  const button = (text, opened) => h("button", { type: "button", on: { click: opened } }, text);
  return section("Put it right", h("p", { class: "buttons" },
    button("Correct …", () => correct(context, fact)),
    button("It ended …", () => end(context, fact)),
    button("It never held …", () => refuse(context, fact)),
    button("It is about another …", () => split(context, fact))));
}

/** Names that mean one; null for who may not say so, and for who is taken for another already. */
export function mergeButton(context, about) {
  if (!context.may?.includes("write") || about.mergedInto) return null;
  return h("button", { type: "button", class: "quiet", on: { click: () => merge(context, about) } }, "The same as …");
}

export function undoButton(context, change) {
  return h("button", { type: "button", class: "quiet", "aria-label": `Undo change ${change.sequence}`, on: { click: () => opened({
    head: `Undo change ${change.sequence}`,
    text: change.item?.statement ?? "",
    verb: "Undo",
    rule: ({ reason, key }) => ruled("Undo", { idempotencyKey: key, change: change.sequence, reason, scope: context.scope }),
    done: async () => { tell("It is undone."); await context.again(); },
  }) } }, "Undo");
}

function correct(context, fact) {
  const object = fact.target?.name ?? fact.value ?? "";
  opened({
    head: "Correct this fact", text: fact.statement, verb: "Correct",
    fields: [["target", `What should stand in place of “${object}”`, { type: "text", required: true }]],
    rule: ({ target, reason, key }) => ruled("Correct", {
      idempotencyKey: key, id: fact.id, target: { name: target }, reason, scope: context.scope }),
    done: (payload) => went(context, payload, "It is corrected."),
  });
}

function end(context, fact) {
  opened({
    head: "Say when it ended", text: fact.statement, verb: "End it",
    fields: [["day", "It held until", { type: "date", required: true, value: dayOf(context.now) }]],
    rule: ({ day, reason, key }) => ruled("Invalidate", {
      idempotencyKey: key, id: fact.id, invalidAt: `${day}T00:00:00Z`, reason, scope: context.scope }),
    done: (payload) => went(context, payload, "Its end is noted."),
  });
}

function refuse(context, fact) {
  opened({
    head: "Say that it never held", text: `${fact.statement}. It is then not believed again, whoever tells it.`, verb: "It never held",
    rule: ({ reason, key }) => ruled("Invalidate", { idempotencyKey: key, id: fact.id, reason, scope: context.scope }),
    done: (payload) => went(context, payload, "It is believed no more."),
  });
}

function merge(context, about) {
  opened({
    head: "Two names, one and the same", text: `All that is told of the other is told of “${about.name}” from then on.`, verb: "They are one",
    fields: [["other", `Who is the same as “${about.name}”`, { type: "text", required: true }],
      ["insist", "Also if kinds or dates say that they are two", { type: "checkbox" }]],
    rule: async ({ other, insist, reason, key }) => {
      const { entity } = await context.ask("Bearer", { name: other });
      if (!entity) throw new Refused("NOT_FOUND", `Nobody and nothing is called “${other}” here.`);
      return ruled("Merge", { idempotencyKey: key, keep: about.id, merge: [entity.id], insist: insist === "on", reason, scope: context.scope });
    },
    done: async () => { tell("They are one; the log can undo it."); await context.again(); },
  });
}

function split(context, fact) {
  opened({
    head: "Say that it is about another", text: `${fact.statement}. Who is meant gets a name of their own.`, verb: "It is another",
    fields: [["name", `How to tell them from “${fact.source.name}”`, { type: "text", required: true }]],
    rule: ({ name, reason, key }) => ruled("Split", {
      idempotencyKey: key, id: fact.source.id, newName: name, moveFacts: [fact.id], reason, scope: context.scope }),
    done: async ({ created }) => {
      tell("They are two; the log can undo it.");
      context.go({ view: "entity", id: created.id, ...lasting(context.place) }, { isNew: true });
    },
  });
}

/** To the fact that stands there now. */
async function went(context, { fact, changes }, said) {
  tell(`${said} Undo it by its change in the history${changes.length ? `, no. ${changes.at(-1).sequence}` : ""}.`);
  if (fact && fact.id !== context.place.id) context.go({ view: "fact", id: fact.id, ...lasting(context.place) }, { isNew: true });
  else await context.again();
}

/** A dialogue that asks for a reason and what else is needed, and stays open where it is refused. */
export function opened({ head, text, verb, fields = [], rule, done }) {
  const key = newKey();
  const field = ([name, label, given]) => h("p", {}, h("label", { for: `ruling-${name}` }, label),
    h("input", { id: `ruling-${name}`, name, autocomplete: "off", ...given }));
  const problem = h("div", {});
  const ok = h("button", { class: "main" }, verb);
  const form = h("form", { on: { submit: async (event) => {
    event.preventDefault();
    ok.disabled = true;
    try {
      const payload = await rule({ ...Object.fromEntries(new FormData(form)), key });
      dialog.close();
      await done(payload);
    } catch (refused) {
      problem.replaceChildren(problemBox(refused));
    }
    ok.disabled = false;
  } } }, h("h2", { id: "ruling-head" }, head), text ? h("p", { dir: "auto" }, text) : null, fields.map(field),
  field(["reason", "Why (the log keeps it)", { type: "text", required: true }]), problem,
  h("p", { class: "buttons" }, ok, h("button", { type: "button", on: { click: () => dialog.close() } }, "Cancel")));
  const dialog = h("dialog", { "aria-labelledby": "ruling-head", on: { close: () => dialog.remove() } }, form);
  document.body.append(dialog);
  dialog.showModal();
}
