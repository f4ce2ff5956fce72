// Drives crm-mcp with the Inspector's command line, over HTTP and stdio, in automatic and in legacy mode.
//
// Each check is a run of its own: a process, a connection, one method.
//
// Usage: inspector.mjs ENDPOINT BINARY CRM

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { each, run } from "./checks.mjs";

const [endpoint, binary, crm] = process.argv.slice(2);
const { default: expected } = await import(`./${crm}.json`, { with: { type: "json" } });

/// One run of the Inspector: its status, its result, and all that it complained about.
function inspect({ target, mode }, method, ...options) {
  const args = ["--cli", ...target, "--protocol-era", mode, "--format", "json", "--method", method, ...options];
  const { status, stdout, stderr } = spawnSync("node_modules/.bin/inspector", args, { encoding: "utf8" });
  return { status, result: stdout && JSON.parse(stdout.split("\n", 1)[0]).result, stderr };
}

function call(session, tool, args) {
  return inspect(session, "tools/call", "--tool-name", tool, "--tool-args-json", JSON.stringify(args));
}

const checks = {
  "settles on the expected revision with the expected server": (session) => {
    const { result, stderr } = inspect(session, "initialize");
    assert.equal(result?.protocolVersion, expected.revisions[session.mode], stderr);
    assert.equal(result.serverInfo.name, expected.server);
  },

  "lists exactly the expected tools and finds their schemas portable": (session) => {
    const { status, result, stderr } = inspect(session, "tools/list", "--strict");
    const verdict = stderr.trimEnd().split("\n").at(-1);
    assert.deepEqual({ status, verdict }, { status: 0, verdict: "" });
    assert.deepEqual(result.tools.map((tool) => tool.name).sort(), Object.keys(expected.tools).sort());
  },

  ...each(expected.reads, "reads with", (session, tool, args, record) => {
    const { result, stderr } = call(session, tool, args);
    assert.partialDeepStrictEqual(result?.structuredContent, record, stderr);
  }),

  "is told that a record does not exist": (session) => {
    const { status, result } = call(session, ...expected.missing);
    assert.notEqual(status, 0);
    assert.equal(result.isError, true);
  },
};

const targets = { http: [endpoint, "--transport", "http"], stdio: [binary, "--stdio", "--crm", crm, "--fixed-date"] };

for (const [transport, target] of Object.entries(targets)) {
  for (const mode of Object.keys(expected.revisions)) {
    await run(`inspector ${crm} ${transport} ${mode}`, checks, { target, mode });
  }
}
