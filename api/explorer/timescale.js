// Time as places on a line, and as words: pure. Moments are milliseconds, and all words are UTC.

const DAY = 86_400_000;
const YEAR = 365.25 * DAY;
const STEPS = [
  { unit: "day", every: 1, ms: DAY }, { unit: "day", every: 7, ms: 7 * DAY },
  { unit: "month", every: 1, ms: YEAR / 12 }, { unit: "month", every: 3, ms: YEAR / 4 },
  { unit: "year", every: 1, ms: YEAR }, { unit: "year", every: 2, ms: 2 * YEAR },
  { unit: "year", every: 5, ms: 5 * YEAR }, { unit: "year", every: 10, ms: 10 * YEAR },
  { unit: "year", every: 25, ms: 25 * YEAR }, { unit: "year", every: 100, ms: 100 * YEAR },
  { unit: "year", every: 500, ms: 500 * YEAR },
];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Milliseconds of a moment as the service writes it; null stays null. */
export function moment(text) {
  const found = text ? Date.parse(text) : NaN;
  return Number.isNaN(found) ? null : found;
}

/** The end of a day, by which "as of" a day is meant; null of what is no day. */
export function endOfDay(day) {
  const start = /^\d{4}-\d\d-\d\d$/.test(day ?? "") ? Date.parse(`${day}T00:00:00Z`) : NaN;
  return Number.isNaN(start) ? null : start + DAY - 1;
}

/** The day of a moment, as a date field holds it. */
export function dayOf(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}

/** From when to when facts reach, with now inside and some air at both ends. */
export function spanOf(facts, now) {
  const ends = facts.flatMap((fact) => [moment(fact.validAt), moment(fact.invalidAt)])
    .filter((ms) => ms !== null);
  const from = Math.min(now, ...ends);
  const to = Math.max(now, ...ends);
  const air = Math.max((to - from) * 0.04, 15 * DAY);
  return { from: from - air, to: to + air };
}

/** The part of a span in which most is told, or the whole where that is hardly longer. */
export function busiestOf(facts, whole) {
  const ends = facts.flatMap((fact) => [moment(fact.validAt), moment(fact.invalidAt)])
    .filter((ms) => ms !== null).sort((one, other) => one - other);
  if (ends.length < 12) return whole;
  const aside = Math.floor(ends.length * 0.04);
  const [from, to] = [ends[aside], ends[ends.length - 1 - aside]];
  const air = Math.max((to - from) * 0.06, 3 * DAY);
  const part = { from: Math.max(whole.from, from - air), to: Math.min(whole.to, to + air * 4) };
  return (part.to - part.from) * 2 < whole.to - whole.from ? part : whole;
}

/** Where a moment lies in a span, 0 to 1; what is beyond is at the edge. */
export function placeOf(ms, span) {
  return Math.min(1, Math.max(0, (ms - span.from) / (span.to - span.from)));
}

/** The marks of an axis, at most so many: [{at, text}]. */
export function ticksOf(span, most) {
  const length = span.to - span.from;
  const step = STEPS.find((one) => length / one.ms <= most) ?? STEPS.at(-1);
  const marks = [];
  for (let at = firstMark(span.from, step); at < span.to && marks.length <= 2 * most; at = nextMark(at, step)) {
    if (at >= span.from) marks.push({ at, text: markText(at, step) });
  }
  return marks;
}

function firstMark(from, { unit, every }) {
  const date = new Date(from);
  const year = date.getUTCFullYear();
  if (unit === "year") return utc(Math.floor(year / every) * every, 0);
  if (unit === "month") return utc(year, Math.floor(date.getUTCMonth() / every) * every);
  return Math.floor(from / DAY) * DAY;
}

function nextMark(at, { unit, every }) {
  const date = new Date(at);
  if (unit === "year") return utc(date.getUTCFullYear() + every, 0);
  if (unit === "month") return utc(date.getUTCFullYear(), date.getUTCMonth() + every);
  return at + every * DAY;
}

function markText(at, { unit }) {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (unit === "year") return String(year);
  if (unit === "month") return month === 0 ? String(year) : MONTHS[month];
  return `${date.getUTCDate()} ${MONTHS[month]}`;
}

function utc(year, month) {
  const date = new Date(Date.UTC(2000, month, 1));
  date.setUTCFullYear(year + Math.floor(month / 12));
  return date.getTime();
}

/** A moment in words: the day, and the time of it where that is not midnight. */
export function said(text) {
  const ms = moment(text);
  if (ms === null) return "";
  const date = new Date(ms);
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  const time = date.toISOString().slice(11, 16);
  return time === "00:00" ? day : `${day}, ${time}`;
}

/** When a fact holds, in words. */
export function held(fact) {
  const [since, until] = [said(fact.validAt), said(fact.invalidAt)];
  if (since && until) return `${since} – ${until}`;
  if (since) return `since ${since}`;
  return until ? `until ${until}` : "no dates told";
}

/** How a fact stands at a moment: "holds", "over", "ahead", or "apart" of what is not believed. */
export function standing(fact, at) {
  if (fact.status === "EXPIRED" || fact.status === "QUARANTINED") return "apart";
  const [from, to] = [moment(fact.validAt), moment(fact.invalidAt)];
  if (from !== null && from > at) return "ahead";
  if (to !== null && to <= at) return "over";
  return "holds";
}

/** Facts in lanes, such that neither cords nor words cover each other: [[{fact, from, to, label}]],
 *  places 0 to 1, `label` where the words begin. `room` is how much of the line they need. */
export function lanesOf(facts, span, room) {
  const placed = facts.map((fact) => placedIn(fact, span, Math.min(room(fact), 1)));
  placed.sort((one, other) => one.start - other.start || one.end - other.end);
  const lanes = [];
  for (const one of placed) {
    const lane = lanes.find((found) => found.at(-1).end <= one.start);
    if (lane) lane.push(one);
    else lanes.push([one]);
  }
  return lanes;
}

function placedIn(fact, span, room) {
  const [since, until] = [moment(fact.validAt), moment(fact.invalidAt)];
  const from = since === null ? 0 : placeOf(since, span);
  const to = Math.max(from, until === null ? 1 : placeOf(until, span));
  const label = Math.max(0, Math.min(from, 1 - room));
  return { fact, from, to, label, start: Math.min(from, label), end: Math.max(to, label + room) };
}
