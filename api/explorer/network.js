// Whom somebody is connected with, drawn: what holds at the time asked about, and what no longer does.

import { h } from "./dom.js";
import { standing } from "./timescale.js";

const MOST = 24; // neighbours drawn; the timeline has all
const LONGEST = 26; // letters of a caption
const LOUD = 14; // edges that may all be captioned; of more, those of the name that is pointed at
const MOST_EDGES = 3; // between two entities

/** Entities next to `about`, those first that hold now and with the most facts. */
export function neighboursOf(facts, about, at) {
  const found = new Map();
  for (const fact of facts) {
    const other = fact.source.id === about ? fact.target : fact.source;
    if (!other || other.id === about) continue;
    const one = found.get(other.id) ?? { entity: other, weight: 0 };
    one.weight += standing(fact, at) === "holds" ? 10 : 1;
    found.set(other.id, one);
  }
  const all = [...found.values()].sort((one, other) => other.weight - one.weight);
  return all.map(({ entity }) => entity);
}

/** A drawing: `element`, `draw()` once it is in the page, `mark(at)`, `end()`. */
export function network(context, facts, about, neighbours, open) {
  const shown = neighbours.slice(0, MOST);
  const left = neighbours.length - shown.length;
  const canvas = h("div", { class: "canvas", role: "img",
    "aria-label": `${about.name} and ${shown.length} neighbours; the timeline lists the same facts` });
  const caption = h("p", { class: "hint" }, left > 0 ? `The ${shown.length} nearest of ${neighbours.length}. ` : "",
    "Choose a name to go there.");
  const element = h("div", { class: "network" }, canvas, caption);
  let drawn;

  async function draw() {
    const { default: cytoscape } = await import("./cytoscape.js");
    if (context.signal.aborted || !canvas.isConnected) return;
    drawn = cytoscape({
      container: canvas,
      elements: [...nodesOf(about, shown, canvas), ...edgesOf(facts, about, shown)],
      style: look(),
      layout: { name: "preset" },
      minZoom: 0.3, maxZoom: 2.5, autounselectify: true,
      userZoomingEnabled: false, // the page is what a wheel scrolls; two fingers and buttons zoom
    });
    drawn.fit(undefined, 20);
    if (drawn.zoom() > 1.15) {
      drawn.zoom(1.15);
      drawn.center();
    }
    drawn.on("tap", "node", (event) => event.target.id() !== about.id && open(event.target.id()));
    if (drawn.edges().length <= LOUD) drawn.edges().data("loud", "yes");
    else whisper(drawn, about.id);
    drawn.on("mouseover", "node", () => { canvas.style.setProperty("cursor", "pointer"); });
    drawn.on("mouseout", "node", () => { canvas.style.setProperty("cursor", "default"); });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => drawn.style(look()), { signal: context.signal });
    mark(context.at);
  }

  function mark(at) {
    drawn?.batch(() => {
      drawn.edges().forEach((edge) => { edge.data("standing", standing(edge.data("fact"), at)); });
      drawn.nodes().forEach((node) => {
        const isNear = node.id() === about.id || node.connectedEdges('[standing = "holds"]').length > 0;
        node.data("near", isNear ? "yes" : "no");
      });
    });
  }

  return { element, draw, mark, end: () => drawn?.destroy() };
}

/** Captions of edges come with the name that is pointed at. */
function whisper(drawn, about) {
  const loud = (node, is) => node.id() !== about && node.connectedEdges().data("loud", is);
  drawn.on("mouseover", "node", ({ target }) => loud(target, "yes"));
  drawn.on("mouseout", "node", ({ target }) => loud(target, "no"));
}

function nodesOf(about, shown, { clientWidth, clientHeight }) {
  const places = placesOf(shown.length, clientWidth, clientHeight);
  const kind = (entity) => (["person", "place", "organisation"].includes(entity.types[0]) ? entity.types[0] : "thing");
  return [about, ...shown].map((entity, number) => ({
    position: places[number],
    data: { id: entity.id, name: short(entity.name), kind: kind(entity), middle: entity.id === about.id ? "yes" : "no" },
  }));
}

/** The middle, then places around it: rings that are as wide as the canvas is, so that names have room. */
export function placesOf(count, width, height) {
  const rings = count > 11 ? 2 : 1;
  const around = Array.from({ length: count }, (_, number) => {
    const angle = (2 * Math.PI * number) / count - Math.PI / 2;
    const far = 1 - (number % rings) * 0.4;
    return { x: Math.cos(angle) * far * width * 0.42, y: Math.sin(angle) * far * height * 0.4 };
  });
  return [{ x: 0, y: 0 }, ...around];
}

/** One edge a fact; of many between the same two, those that were told last. */
function edgesOf(facts, about, shown) {
  const ids = new Set([about.id, ...shown.map(({ id }) => id)]);
  const between = new Map();
  const newest = [...facts].sort((one, other) => (other.validAt ?? "").localeCompare(one.validAt ?? ""));
  for (const fact of newest) {
    if (!fact.target || !ids.has(fact.target.id) || !ids.has(fact.source.id)) continue;
    if (fact.target.id === fact.source.id) continue;
    const pair = [fact.source.id, fact.target.id].sort().join(" ");
    between.set(pair, [...(between.get(pair) ?? []), fact]);
  }
  return [...between.values()].flatMap((some) => some.slice(0, MOST_EDGES)).map((fact) => ({
    data: { id: fact.id, source: fact.source.id, target: fact.target.id, predicate: short(fact.predicate), fact },
  }));
}

function short(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Colours come from the style sheet, so that there is one place for both schemes. */
function look() {
  const of = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const font = getComputedStyle(document.body).fontFamily;
  const kinds = ["person", "place", "organisation", "thing"].map((kind) => (
    { selector: `node[kind = "${kind}"]`, style: { "background-color": of(`--${kind}`) } }));
  return [
    { selector: "node", style: {
      label: "data(name)", "font-family": font, "font-size": 12, color: of("--ink"), width: 18, height: 18,
      "text-valign": "bottom", "text-margin-y": 5, "text-outline-color": of("--card"), "text-outline-width": 2,
      "border-width": 2, "border-color": of("--card"),
    } },
    ...kinds,
    { selector: 'node[middle = "yes"]', style: { width: 30, height: 30, "font-weight": "bold", "font-size": 14 } },
    { selector: 'node[near = "no"]', style: { opacity: 0.45 } },
    { selector: "edge", style: {
      "font-family": font, "font-size": 10, color: of("--soft"), width: 1.5,
      "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.8, "text-rotation": "autorotate",
      "line-color": of("--cord"), "target-arrow-color": of("--cord"),
      "text-background-color": of("--card"), "text-background-opacity": 0.9, "text-background-padding": 2,
    } },
    { selector: 'edge[loud = "yes"]', style: { label: "data(predicate)", "z-index": 9 } },
    { selector: 'edge[standing = "over"], edge[standing = "apart"]', style: {
      "line-style": "dashed", opacity: 0.4, "line-color": of("--faint"), "target-arrow-color": of("--faint") } },
    { selector: 'edge[standing = "ahead"]', style: {
      "line-style": "dotted", "line-color": of("--ahead"), "target-arrow-color": of("--ahead") } },
  ];
}
