// A text as it was told, and all that was read from it.

import { h } from "./dom.js";
import { copyable, entityLink, factList, section } from "./parts.js";
import { Refused } from "./service.js";
import { said } from "./timescale.js";

const WORDS = { DONE: "read", QUEUED: "waits to be read", RUNNING: "is being read", FAILED: "could not be read" };

export async function text(context) {
  const { place, ask } = context;
  const { node: told } = await ask("Episode", { id: place.id });
  if (!told?.occurredAt) throw new Refused("NOT_FOUND", "No text of that id is in this memory, or not for this key.");
  const facts = told.facts.edges.map(({ node }) => node);
  const names = told.entities.edges.map(({ node }) => node);
  return {
    title: told.speaker ? `What ${told.speaker} said` : "A text",
    facts,
    body: [
      h("header", { class: "head" }, h("p", { class: "kind" }, told.kind.toLowerCase()),
        h("h1", {}, told.speaker ? `${told.speaker}, ${said(told.occurredAt)}` : said(told.occurredAt)),
        h("p", { class: "meta" }, told.conversation ? `in ${told.conversation} · ` : "", `trust ${told.trust.toLowerCase()} · ${WORDS[told.status] ?? told.status.toLowerCase()} · stored on ${said(told.createdAt)} `, copyable(told.id))),
      h("blockquote", { class: "whole", dir: "auto" }, told.content ?? "Its words were erased on request."),
      section("Read from it", facts.length ? factList(place, facts) : h("p", { class: "hint" }, "No fact. It is kept, searched and found as it was said.")),
      names.length ? section("It names", h("ul", { class: "names" }, names.map((one) => h("li", {}, entityLink(place, one))))) : null,
    ],
  };
}
