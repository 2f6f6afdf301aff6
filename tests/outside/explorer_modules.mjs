// What the explorer's pure modules promise: time as places and words, the page's state as an address.
import assert from "node:assert/strict";
import { test } from "node:test";
import { link, read, write } from "./address.mjs";
import { busiestOf, endOfDay, held, lanesOf, moment, placeOf, spanOf, standing, ticksOf } from "./timescale.mjs";

const day = (text) => Date.parse(`${text}T00:00:00Z`);
const fact = (validAt, invalidAt = null, status = "CURRENT") => ({ validAt, invalidAt, status });

test("a place of the page survives its address", () => {
  const place = { view: "entity", id: "en_ä/?#", asOf: "2023-09-01", user: "m & y", q: "a=b" };
  assert.deepEqual(read(write(place)), place);
});

test("a nonsensical address leads to the beginning and keeps the clocks", () => {
  assert.deepEqual(read("#/nowhere/x?asOf=2023-09-01&q=a"), { view: "", id: "", asOf: "2023-09-01" });
  for (const hash of ["", "#", "#/", "#/%E0%A4%A"]) assert.equal(read(hash).view, "");
});

test("a link takes clocks and scope along, and nothing else", () => {
  const here = { view: "ask", id: "", q: "why", asOf: "2023-09-01", user: "maya" };
  assert.deepEqual(read(link(here, "fact", "fa_1")), { view: "fact", id: "fa_1", asOf: "2023-09-01", user: "maya" });
});

test("as of a day means its end", () => {
  assert.equal(endOfDay("2023-09-01"), day("2023-09-02") - 1);
  assert.equal(endOfDay("first of May"), null);
});

test("validity is half-open", () => {
  const home = fact("2023-03-04T00:00:00Z", "2024-02-10T00:00:00Z", "SUPERSEDED");
  assert.equal(standing(home, day("2023-03-04")), "holds");
  assert.equal(standing(home, day("2024-02-10")), "over");
  assert.equal(standing(home, day("2023-03-03")), "ahead");
  assert.equal(standing(fact(null), day("1900-01-01")), "holds");
  assert.equal(standing(fact(null, null, "EXPIRED"), day("2023-01-01")), "apart");
});

test("a span holds every fact and now", () => {
  const now = day("2024-06-01");
  const span = spanOf([fact("2018-01-01T00:00:00Z"), fact("2027-06-01T00:00:00Z")], now);
  assert.ok(span.from < day("2018-01-01") && span.to > day("2027-06-01"));
  assert.ok(placeOf(now, span) > 0 && placeOf(now, span) < 1);
  assert.ok(spanOf([], now).from < spanOf([], now).to);
});

test("marks of an axis are in order, within it, and not too many", () => {
  for (const days of [3, 40, 400, 4_000, 40_000, 400_000]) {
    const span = { from: day("1999-12-20"), to: day("1999-12-20") + days * 86_400_000 };
    const marks = ticksOf(span, 8);
    assert.ok(marks.length <= 9, `${days}: ${marks.length}`);
    for (const [number, { at }] of marks.entries()) {
      assert.ok(at >= span.from && at < span.to);
      if (number) assert.ok(at > marks[number - 1].at);
    }
  }
});

test("in a lane neither cords nor words cover each other", () => {
  const facts = Array.from({ length: 60 }, (_, number) => fact(
    new Date(day("2020-01-01") + ((number * 37) % 900) * 86_400_000).toISOString(),
    number % 3 ? new Date(day("2020-01-01") + (((number * 37) % 900) + 40) * 86_400_000).toISOString() : null));
  const lanes = lanesOf(facts, spanOf(facts, day("2023-01-01")), () => 0.2);
  assert.equal(lanes.flat().length, facts.length);
  for (const lane of lanes) {
    for (const [number, one] of lane.entries()) {
      if (number) assert.ok(one.start >= lane[number - 1].end);
      assert.ok(one.label >= 0 && one.label + 0.2 <= 1.000001);
    }
  }
});

test("one look at what was long ago does not squeeze what is told of a summer", () => {
  const summer = Array.from({ length: 40 }, (_, number) => fact(new Date(day("2023-06-01") + number * 86_400_000).toISOString()));
  const facts = [fact("1998-01-01T00:00:00Z"), ...summer];
  const whole = spanOf(facts, day("2026-11-28"));
  const part = busiestOf(facts, whole);
  assert.ok(part.from > day("2023-05-01") && part.to < day("2023-09-01"));
  assert.equal(busiestOf(facts.slice(0, 5), spanOf(facts.slice(0, 5), day("2023-07-01"))).from < day("1998-01-01"), true);
});

test("dates are said in UTC, their time only where there is one", () => {
  assert.equal(held(fact("2024-02-10T00:00:00.000000Z")), "since 10 Feb 2024");
  assert.equal(held(fact("2024-02-10T18:02:00Z", "2025-01-01T00:00:00Z")), "10 Feb 2024, 18:02 – 1 Jan 2025");
  assert.equal(held(fact(null)), "no dates told");
  assert.equal(moment(null), null);
});
