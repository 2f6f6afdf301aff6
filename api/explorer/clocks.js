// The two clocks that all of the page is seen by: what held on a day, as believed at a moment.

import { h, fill } from "./dom.js";
import { dayOf, endOfDay, said } from "./timescale.js";

const DAY = 86_400_000;

/** The point in time that a place of the page asks about, as GraphQL takes it. */
export function pointOf(place) {
  const asOf = endOfDay(place.asOf);
  return {
    ...(asOf === null ? {} : { asOf: new Date(asOf).toISOString() }),
    ...(place.knownAt ? { knownAt: place.knownAt } : {}),
  };
}

/** The moment that a place asks about: the end of its day, else now. */
export function asOfOf(place, now) {
  return endOfDay(place.asOf) ?? now;
}

/** Draws the clocks of a place into `root`. `go` is given what is changed of the place, when a
 *  choice is made; `live` a day while the slider is still being moved. */
export function showClocks(root, place, { span, now, go, live }) {
  const set = (changed) => go({ ...place, ...changed });
  const date = h("input", {
    type: "date", id: "as-of", value: place.asOf ?? dayOf(now), required: true,
    on: { change: () => date.value && set({ asOf: date.value }) },
  });
  const day = (ms) => Math.round(ms / DAY);
  const slider = h("input", {
    type: "range", "aria-label": "As of, by days", min: day(span.from), max: day(span.to), step: 1,
    value: day(endOfDay(place.asOf) ?? now), "aria-valuetext": said(dayOf(asOfOf(place, now))),
    on: {
      input: () => {
        date.value = dayOf(slider.valueAsNumber * DAY);
        slider.setAttribute("aria-valuetext", said(date.value));
        live?.(endOfDay(date.value));
      },
      change: () => set({ asOf: date.value }),
    },
  });
  const known = h("input", {
    type: "datetime-local", id: "known-at", step: 1, value: (place.knownAt ?? new Date(now).toISOString()).slice(0, 19),
    on: { change: () => set({ knownAt: known.value ? instant(known.value) : "" }) },
  });
  fill(root,
    h("div", { class: place.asOf ? "clock set" : "clock" },
      h("label", { for: "as-of" }, "As of"), date, slider,
      h("button", { type: "button", disabled: !place.asOf, on: { click: () => set({ asOf: "" }) } }, "Now")),
    h("div", { class: place.knownAt ? "clock known set" : "clock known" },
      h("label", { for: "known-at", title: "What the memory believed at that moment (UTC)" }, "Known at (UTC)"), known,
      h("button", { type: "button", disabled: !place.knownAt, on: { click: () => set({ knownAt: "" }) } }, "Latest")));
}

/** A moment as the field writes it, in UTC, to the end of its second. */
function instant(local) {
  const whole = local.length === 16 ? `${local}:59` : local.slice(0, 19);
  return `${whole}.999Z`;
}
