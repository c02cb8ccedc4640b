// The program under test: its commands, and the service on a free port with a database of its own.

import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { audience, secret } from "./hand-off.mjs";

const readyWithin_ms = 60_000;
const stopWithin_ms = 10_000;

/** Starts `dopis demo`; `links` are the addresses it printed. */
export async function startDemo() {
  const service = await start(["demo", "--port", String(await freePort())], {});
  const linksOf = (said) => said.match(/https?:\/\/[^\s]+\/[^\s]+/g) ?? [];
  await service.until(() => linksOf(service.said()).length >= 7, "a link for each role");
  const links = linksOf(service.said());
  return { ...service, links, origin: new URL(links[0]).origin };
}

/** Starts `dopis serve` on the database of this address, which is migrated first; `chosen` is the port of a node that comes back, `more` are settings of the test's own. */
export async function startServe(database, chosen, { host = "127.0.0.1", more = {} } = {}) {
  const port = chosen ?? (await freePort());
  const origin = `http://${host}:${port}`;
  const files = await mkdtemp(join(tmpdir(), "dopis-files-"));
  const settings = {
    DOPIS_DATABASE__URL: database,
    DOPIS_SERVER__LISTEN: `127.0.0.1:${port}`,
    DOPIS_SERVER__PUBLIC_URL: origin,
    DOPIS_HAND_OFF__ALGORITHM: "hs256",
    DOPIS_HAND_OFF__AUDIENCE: audience,
    DOPIS_HAND_OFF__SECRET: secret,
    DOPIS_SIGN_IN__STAFF_SECOND_FACTOR: "optional",
    DOPIS_ATTACHMENTS__STORAGE: `file:${files}`,
    ...more,
  };
  await run(["migrate"], settings);
  const service = await start(["serve"], settings);
  await service.until(() => answers(origin), `an answer from ${origin}`);
  const removed = (end) => async () => {
    await end();
    await rm(files, { recursive: true, force: true });
  };
  return { ...service, stop: removed(service.stop), kill: removed(service.kill), origin, port, run: (words, input) => run(words, settings, input) };
}

/** A new SQLite file; `drop()` removes it. */
export async function freshSqlite() {
  const folder = await mkdtemp(join(tmpdir(), "dopis-browser-"));
  const drop = () => rm(folder, { recursive: true, force: true });
  return { url: `sqlite:${join(folder, "dopis.db")}`, drop };
}

/** A new database in the cluster that the test command started; `drop()` removes it. */
export async function freshPostgres() {
  const { DOPIS_TEST_POSTGRES: cluster, DOPIS_PSQL: psql = "psql" } = process.env;
  if (!cluster) throw new Error("DOPIS_TEST_POSTGRES is not set: run cargo xtask browser");
  const name = `browser_${randomUUID().replaceAll("-", "")}`;
  const command = (sql) => promisify(execFile)(psql, [cluster, "--quiet", "--command", sql]);
  await command(`CREATE DATABASE ${name}`);
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => command(`DROP DATABASE ${name} WITH (FORCE)`) };
}

/** Runs a command of `dopis` to its end and returns what it printed. */
export async function run(words, settings, input = "") {
  const child = spawn(program(), words, { env: environment(settings) });
  const out = [];
  const complaints = [];
  child.stdout.on("data", (data) => out.push(data));
  child.stderr.on("data", (data) => complaints.push(data));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const status = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (status !== 0) {
    throw new Error(`dopis ${words.join(" ")} ended with ${status}:\n${Buffer.concat(complaints)}`);
  }
  return Buffer.concat(out).toString();
}

async function start(words, settings) {
  const child = spawn(program(), words, { env: environment(settings), stdio: ["ignore", "pipe", "pipe"] });
  const parts = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => parts.push(data));
  const ended = new Promise((resolve) => child.on("close", resolve));
  let failure;
  child.on("error", (error) => (failure = error));
  const said = () => Buffer.concat(parts).toString();
  const isRunning = () => failure === undefined && child.exitCode === null && child.signalCode === null;

  async function until(condition, what) {
    const last = Date.now() + readyWithin_ms;
    while (!(await condition())) {
      if (!isRunning()) throw new Error(`dopis ${words.join(" ")} ended: ${failure ?? said()}`);
      if (Date.now() > last) throw new Error(`no ${what} from dopis ${words.join(" ")}:\n${said()}`);
      await delay(50);
    }
  }

  async function stop() {
    if (!isRunning()) throw new Error(`dopis ${words.join(" ")} had ended by itself:\n${said()}`);
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), stopWithin_ms);
    await ended;
    clearTimeout(late);
    if (child.signalCode === "SIGKILL") throw new Error(`dopis did not stop in ${stopWithin_ms} ms`);
  }

  /** Ends it at once, as a power cut would: nobody is told. */
  async function kill() {
    child.kill("SIGKILL");
    await ended;
  }

  return { said, until, stop, kill };
}

function program() {
  const path = process.env.DOPIS_BIN;
  if (!path) throw new Error("DOPIS_BIN is not set: run cargo xtask browser");
  return path;
}

/** Our environment without what is meant for the tests: `dopis` refuses settings it does not know. */
function environment(settings) {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith("DOPIS_"));
  return { ...Object.fromEntries(entries), ...settings };
}

async function answers(origin) {
  try {
    await fetch(origin, { redirect: "manual" });
    return true;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
