// Whose memory is looked at, and by which key; the key stays in this tab.

import { h, fill } from "./dom.js";
import { keeping } from "./service.js";

/** A menu that says who asks, with fields for the key and the scope. */
export function showWho(root, place, viewer, { go, again }) {
  const named = [place.user, place.agent, place.session].filter(Boolean).join(" / ");
  const key = h("input", { type: "password", id: "key", autocomplete: "off", value: keeping.get(), placeholder: "qk_…" });
  const keyForm = h("form", { on: { submit: (event) => {
    event.preventDefault();
    keeping.set(key.value.trim());
    menu.open = false;
    again();
  } } }, h("p", {}, h("label", { for: "key" }, "Key, or token"), key),
  h("p", { class: "hint" }, viewer ? `You are ${viewer.subject}; you may ${viewer.permissions.join(", ")}. ` : "", "The key is kept until this tab is closed."),
  h("button", { class: "main" }, "Use it"));
  const part = (name, label) => h("p", {}, h("label", { for: `scope-${name}` }, label),
    h("input", { id: `scope-${name}`, name, autocomplete: "off", value: place[name] ?? "" }));
  const scopeForm = h("form", { on: { submit: (event) => {
    event.preventDefault();
    menu.open = false;
    go({ ...place, ...Object.fromEntries(new FormData(scopeForm)) });
  } } }, part("user", "User"), part("agent", "Agent"), part("session", "Session"),
  h("p", { class: "hint" }, "A scope reads its own memory and the wider ones."), h("button", {}, "Look there"));
  const menu = h("details", { class: "menu", on: { keydown: (event) => { if (event.key === "Escape") menu.open = false; } } },
    h("summary", {}, named || viewer?.scope.path || "Key"),
    h("div", { class: "panel" }, h("h2", {}, "Key"), keyForm, h("h2", {}, "Whose memory"), scopeForm));
  fill(root, menu);
}
