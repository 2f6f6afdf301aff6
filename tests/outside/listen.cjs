// node listen.cjs URL: what the clients graphql-ws and graphql-sse hear of the first three changes.
const WebSocket = require("ws");
const overSocket = require("graphql-ws");
const overEvents = require("graphql-sse");

const changes = { query: 'subscription { changes(since: "0") { sequence } }' };

async function firstThree(client) {
  const heard = [];
  for await (const { data } of client.iterate(changes)) {
    if (heard.push(data.changes.sequence) === 3) return heard.join(" ");
  }
}

const once = (client, query) =>
  new Promise((resolve) => {
    client.subscribe({ query }, { next: resolve, error: resolve, complete: () => {} });
  });

// The protocol that graphql-transport-ws has replaced: no socket may be opened in its name.
const refused = (url) =>
  new Promise((resolve) => {
    const socket = new WebSocket(url, "graphql-ws");
    socket.on("error", () => {});
    socket.on("open", () => resolve("open"));
    socket.on("close", () => resolve("refused"));
  });

async function main(base) {
  const url = `${base.replace("http", "ws")}/graphql`;
  const socket = overSocket.createClient({ url, webSocketImpl: WebSocket });
  console.log("graphql-ws changes", await firstThree(socket));
  console.log("graphql-ws viewer", (await once(socket, "{ viewer { subject } }")).data.viewer.subject);
  console.log("graphql-ws error", (await once(socket, "{ flurb }"))[0].extensions.code);
  await socket.dispose();
  const events = overEvents.createClient({ url: `${base}/graphql` });
  console.log("graphql-sse changes", await firstThree(events));
  events.dispose();
  console.log("the protocol before it is", await refused(url));
}

main(process.argv[2]).catch((problem) => console.log("failed", problem));
