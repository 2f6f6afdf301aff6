// node audits.cjs URL: the audits of graphql-http, one line for each that is not "ok", then a count.
// GET carries the header that our service asks for, so that pages of other sites cannot use it.
const { serverAudits } = require("graphql-http");

async function main(url) {
  const asked = (address, options) =>
    fetch(address, {
      ...options,
      headers: { ...options?.headers, "graphql-require-preflight": "1" },
      signal: AbortSignal.timeout(20_000),
    });
  const results = [];
  for (const audit of serverAudits({ url, fetchFn: asked })) {
    results.push(await audit.fn());
  }
  for (const { status, id, name, reason } of results.filter((one) => one.status !== "ok")) {
    console.log(status, id, name, reason);
  }
  console.log(`${results.filter((one) => one.status === "ok").length} of ${results.length} ok`);
}

main(process.argv[2]);
