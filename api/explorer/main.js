// The page: its address says what is shown, at which time, of whose memory.

import * as address from "./address.js";
import { ask } from "./ask.js";
import { asOfOf, pointOf, showClocks } from "./clocks.js";
import { h, fill } from "./dom.js";
import { entity } from "./entity.js";
import { experience } from "./experience.js";
import { fact } from "./fact.js";
import { home } from "./home.js";
import { log } from "./log.js";
import { problemBox } from "./parts.js";
import { reviews } from "./reviews.js";
import { asked } from "./service.js";
import { text } from "./text.js";
import { spanOf } from "./timescale.js";
import { showWho } from "./who.js";

const VIEWS = { "": home, ask, entity, fact, text, review: reviews, log, experience };
const NAV = [["", "Ask"], ["review", "Review"], ["log", "Log"], ["experience", "Experience"]];
const [main, nav, clocks, who] = ["main", "nav", "clocks", "who"].map((id) => document.getElementById(id));
const FIVE_YEARS = 5 * 365.25 * 86_400_000;

let leaving = new AbortController();
let before = null; // the place that is shown
let standing = null; // who asks, and what there is, for one key and scope
let span = { from: Date.now() - FIVE_YEARS, to: Date.now() + FIVE_YEARS / 20 };
let live = null;

/** Shows the place of the address; what stood there stays until it can be. */
async function show() {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const place = address.read(location.hash);
  const context = contextOf(place, signal);
  fill(nav, NAV.map(([view, words]) => h("a", {
    href: address.link(place, view), "aria-current": view === place.view || (view === "" && place.view === "ask") ? "page" : null }, words)));
  main.setAttribute("aria-busy", "true");
  let made;
  try {
    context.may = (await whoAsks(context)).viewer.permissions;
    made = await VIEWS[place.view](context);
  } catch (problem) {
    if (signal.aborted) return;
    made = { title: "No answer", body: problemBox(problem, show) };
    if (!problem.code) console.error(problem);
  }
  if (signal.aborted) return;
  fill(main, made.body);
  main.removeAttribute("aria-busy");
  document.title = `${made.title} · Quipu`;
  span = made.span ?? (made.facts?.length ? spanOf(made.facts, context.now) : span);
  live = made.live ?? null;
  clock(place, context);
  showWho(who, place, standing?.viewer, { go: context.go, again: anew });
  made.shown?.();
  arrived(place);
}

function clock(place, context) {
  showClocks(clocks, place, { span, now: context.now, go: context.go, live });
}

function contextOf(place, signal) {
  const now = Date.now();
  const { user, agent, session } = place;
  const scope = user || agent || session ? { user, agent, session } : null;
  const { knownAt } = place;
  return {
    place, signal, now, scope,
    at: asOfOf(place, now),
    point: pointOf(place),
    known: knownAt ? { knownAt } : {},
    ask: (name, variables) => asked(name, { scope, ...variables }, signal),
    go, again: show,
    here: () => address.read(location.hash),
  };
}

/** Who asks; asked once for a key and a scope. */
async function whoAsks(context) {
  const key = JSON.stringify(context.scope);
  if (standing?.key !== key) standing = { key, ...(await context.ask("Standing", {})) };
  return standing;
}

/** Goes to another place; what only turns a clock takes the place of where one was. */
function go(place, { isNew = false } = {}) {
  const hash = address.write(place);
  if (hash === location.hash) return;
  if (isNew) {
    location.hash = hash;
    return;
  }
  history.replaceState(null, "", hash);
  const was = before;
  const isDayOnly = was && live && address.write({ ...was, asOf: "" }) === address.write({ ...place, asOf: "" });
  if (isDayOnly) turned(address.read(hash));
  else show();
}

/** Another day where the view has all days already. */
function turned(place) {
  const context = contextOf(place, leaving.signal);
  before = place;
  live(context.at);
  const focused = document.activeElement?.id ?? "";
  const isSlider = document.activeElement?.type === "range";
  clock(place, context);
  (isSlider ? clocks.querySelector('input[type="range"]') : document.getElementById(focused))?.focus();
  for (const one of nav.children) one.hash = address.write({ ...address.read(one.hash), ...address.lasting(place) });
}

/** With another key everything is asked anew. */
function anew() {
  standing = null;
  show();
}

/** Who went to another view hears of it; who turned a clock is left where he was. */
function arrived(place) {
  const isOther = before !== null && (before.view !== place.view || before.id !== place.id);
  before = place;
  if (!isOther) return;
  main.focus({ preventScroll: true });
  scrollTo(0, 0);
}

addEventListener("hashchange", show);
show();
