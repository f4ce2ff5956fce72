// Sends crm-mcp what no SDK sends, over HTTP and stdio.
//
// Usage: raw.mjs ENDPOINT BINARY CRM

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { each, run } from "./checks.mjs";

const [endpoint, binary, crm] = process.argv.slice(2);
const { default: expected } = await import(`./${crm}.json`, { with: { type: "json" } });
const PING = { jsonrpc: "2.0", id: 1, method: "ping" };

async function post(message, { headers = {}, url = endpoint } = {}) {
  const body = typeof message === "string" ? message : JSON.stringify(message);
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
  return { status: response.status, headers: response.headers, answer: await response.json() };
}

await run(`raw ${crm} http`, {
  "GET is answered 405 with Allow": async () => {
    const { status, headers } = await fetch(endpoint);
    assert.deepEqual([status, headers.get("allow")], [405, "POST"]);
  },

  "a foreign Origin is answered 403": async () => {
    const { status } = await post(PING, { headers: { origin: "https://evil.example" } });
    assert.equal(status, 403);
  },

  "what is no JSON is answered 400 and -32700, without an id": async () => {
    const { status, answer } = await post("{");
    assert.deepEqual([status, answer.error.code, "id" in answer], [400, -32700, false]);
  },

  "a slash at the end changes nothing": async () => {
    const { status, answer } = await post(PING, { url: `${endpoint}/` });
    assert.deepEqual([status, answer], [200, { jsonrpc: "2.0", id: 1, result: {} }]);
  },

  "a query changes nothing": async () => {
    for (const query of ["?1", "?2"]) {
      const { status, answer } = await post(PING, { url: `${endpoint}${query}` });
      assert.deepEqual([status, answer], [200, { jsonrpc: "2.0", id: 1, result: {} }]);
    }
  },

  ...each(expected.refusedHeaders, "", async (_session, _what, sent, expectedStatus, text) => {
    const { status, headers, answer } = await post(PING, { headers: sent });
    assert.equal(status, expectedStatus);
    assert(answer.error.message.includes(text), answer.error.message);
    if (status === 401) assert.match(headers.get("www-authenticate"), /^Bearer /);
  }),

  ...each(expected.narrowed.map((narrowed) => [narrowed.tier, narrowed]), "lists, calls and is refused with",
    async (_session, _tier, { headers, hints, call: [name, args, record], refused }) => {
      const ask = async (method, params = {}) =>
        (await post({ jsonrpc: "2.0", id: 1, method, params }, { headers })).answer;
      const { tools } = (await ask("tools/list")).result;
      const within = Object.keys(expected.tools).filter((tool) => hints.includes(expected.tools[tool][0]));
      assert.deepEqual(tools.map((tool) => tool.name).sort(), within.sort());
      const { content } = (await ask("tools/call", { name, arguments: args })).result;
      assert.partialDeepStrictEqual(JSON.parse(content[0].text), record);
      const { error } = await ask("tools/call", { name: refused[0], arguments: refused[1] });
      assert.equal(error.code, -32602);
    }),
});

await run(`raw ${crm} stdio`, {
  "lines that are no JSON are answered, and the end of the input ends the server": async () => {
    const server = spawn(binary, ["--stdio", "--crm", crm, "--fixed-date"], { stdio: ["pipe", "pipe", "ignore"] });
    server.stdin.end(`nonsense\n${JSON.stringify(PING)}\n`);
    const [output, [status]] = await Promise.all([text(server.stdout), once(server, "exit")]);
    const answers = output.trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.equal(status, 0);
    assert.equal(answers.find((answer) => answer.error)?.error.code, -32700);
    assert.deepEqual(answers.find((answer) => answer.id === 1)?.result, {});
  },
});
