// What was learned from attempts at tasks: procedures, and the attempts that bear them out.

import { lasting } from "./address.js";
import { h } from "./dom.js";
import { empty } from "./parts.js";
import { said } from "./timescale.js";

const OUTCOMES = { SUCCESS: "went well", PARTIAL: "went well in part", FAILURE: "failed" };

export async function experience(context) {
  const { place, ask } = context;
  const head = [h("h1", {}, "Experience"), form(context)];
  if (!place.q) {
    return { title: "Experience", body: [...head, h("p", { class: "hint" }, "Agents record how tasks went (quipu record, recordExperience); what several attempts share comes back as a procedure.")] };
  }
  const filter = { kinds: ["PROCEDURE", "EXPERIENCE"] };
  const { search } = await ask("Experience", { input: { text: place.q, at: context.known, scope: context.scope, filter } });
  const nodes = search.edges.map(({ node }) => node);
  const found = nodes.length ? h("ol", { class: "cards" }, nodes.map((node) => h("li", {}, node.title === undefined ? attempt(node) : procedure(node))))
    : empty("No attempt is like this task", h("p", {}, "Record one: quipu record \"deploy the shop\" --outcome success --step '+run the migrations'"));
  return { title: place.q, body: [...head, found] };
}

function form({ place, go }) {
  const field = h("input", { type: "search", id: "task", value: place.q ?? "", autocomplete: "off", required: true, placeholder: "deploy the shop to staging" });
  return h("form", { class: "ask", role: "search", "aria-label": "Experience", on: { submit: (event) => {
    event.preventDefault();
    if (field.value.trim()) go({ view: "experience", q: field.value.trim(), ...lasting(place) }, { isNew: true });
  } } }, h("label", { class: "hidden", for: "task" }, "A task"), field, h("button", { class: "main" }, "Look"));
}

function procedure(one) {
  return h("article", { class: "card" },
    h("p", { class: "kind" }, "procedure"), h("h2", { dir: "auto" }, one.title), h("p", {}, one.when),
    list("Do", one.steps, "ol"), list("Leave", one.avoid, "ul"), list("Learned", one.lessons, "ul"),
    h("p", { class: "hint" }, `${one.successes} went well, ${one.failures} failed · sure by ${one.confidence.toFixed(2)}`),
    one.evidence.length ? h("details", {}, h("summary", {}, "It rests on"), h("ul", {}, one.evidence.map((seen) => h("li", { dir: "auto" }, `${seen.task}: ${OUTCOMES[seen.outcome]}`)))) : null);
}

function attempt(one) {
  const word = { true: "worked: ", false: "failed: ", null: "" };
  const steps = one.attempted.map((step) => `${word[step.succeeded]}${step.action}${step.observation ? ` → ${step.observation}` : ""}`);
  return h("article", { class: "card" },
    h("p", { class: "kind" }, "attempt, ", OUTCOMES[one.outcome]), h("h2", { dir: "auto" }, one.task),
    list("Steps", steps, "ol"), one.lesson ? h("p", {}, one.lesson) : null, h("p", { class: "hint" }, said(one.createdAt)));
}

function list(head, texts, kind) {
  return texts.length ? [h("h3", {}, head), h(kind, {}, texts.map((text) => h("li", { dir: "auto" }, text)))] : null;
}
