// The state of the page is its address, behind the "#": every view is a link that can be sent, and
// what is asked stays out of the logs of servers.

const VIEWS = ["", "ask", "entity", "fact", "text", "review", "log", "experience"];
// What travels from view to view: the two clocks, and whose memory.
export const LASTING = ["asOf", "knownAt", "user", "agent", "session"];

/** Where a hash leads: {view, id, and what is asked}. Nonsense leads to the beginning. */
export function read(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [view = "", id = ""] = path.split("/").map(decoded);
  const asked = Object.fromEntries([...new URLSearchParams(query)].filter(([, value]) => value));
  return VIEWS.includes(view) ? { ...asked, view, id } : { ...lasting(asked), view: "", id: "" };
}

/** The hash of a place. */
export function write({ view = "", id = "", ...asked }) {
  const path = ["#", view, ...(id ? [encodeURIComponent(id)] : [])].join("/").replace(/^#\/$/, "#/");
  const query = new URLSearchParams(
    Object.entries(asked).filter(([, value]) => value !== "" && value !== null && value !== undefined),
  ).toString();
  return query ? `${path}?${query}` : path;
}

/** What of a place goes along to the next one. */
export function lasting(place) {
  return Object.fromEntries(LASTING.filter((name) => place[name]).map((name) => [name, place[name]]));
}

/** The hash of another view of the same memory at the same time. */
export function link(place, view, id = "", asked = {}) {
  return write({ view, id, ...asked, ...lasting(place) });
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
