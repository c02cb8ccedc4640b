// The retail data as the marketplace that the service under test serves, with agents and staff added.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../../../../shared/data/retail/", import.meta.url));
const files = ["sellers", "buyers", "listings", "orders", "conversations"].map((name) => join(folder, `${name}.ndjson`));

/** The seller whose agents the tests are. */
export const seller = { id: "studio-nova", name: "Studio Nova" };
export const agents = {
  ana: { id: "ana", name: "Ana Vzorec", language: "en" },
  bor: { id: "bor", name: "Bor Vzorec", language: "sl" },
};
export const staff = {
  moderator: { email: "moderator@example.com", name: "Mila Vzorec", role: "moderator" },
  administrator: { email: "administrator@example.com", name: "Andrej Vzorec", role: "administrator" },
  password: "a long password of these tests alone",
};

/** Loads the retail data and the agents; fails if one line was refused. */
export async function moveIn(service) {
  await service.run(["import", ...files]);
  await load(service, agentLines());
}

/** Loads one seller with its agents, and a few buyers with their orders and listings: enough to look at pages. */
export async function moveInFew(service) {
  const orders = (await quietOrders()).slice(0, 12);
  const titles = new Set(orders.flatMap(({ lines }) => lines.map(({ listing }) => listing)));
  const buyers = new Set(orders.map(({ buyer }) => buyer));
  await load(service, [
    ...(await records("sellers")),
    ...agentLines(),
    ...(await records("buyers")).filter(({ id }) => buyers.has(id)),
    ...(await records("listings")).filter(({ id }) => titles.has(id)),
    ...orders,
  ]);
  return orders;
}

/** Loads these records. */
export async function load(service, lines) {
  await service.run(["import", "-"], lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

/** Makes the account of a person of the marketplace. */
export async function hire(service, { email, name, role }, language = "en") {
  const words = ["create-staff", "--email", email, "--name", name, "--role", role, "--language", language];
  await service.run([...words, "--password-stdin"], `${staff.password}\n`);
}

/** Orders of the seller that no conversation of the retail data is about, each of another buyer. */
export async function quietOrders() {
  const [orders, conversations] = await Promise.all([records("orders"), records("conversations")]);
  const busy = new Set(conversations.map(({ buyer }) => buyer));
  const found = new Map();
  for (const order of orders) {
    if (order.seller === seller.id && !busy.has(order.buyer) && !found.has(order.buyer)) {
      found.set(order.buyer, order);
    }
  }
  assert.ok(found.size >= 5, "too few orders without a conversation");
  return [...found.values()];
}

/** Every record of one file of the retail data. */
export async function records(name) {
  const text = await readFile(join(folder, `${name}.ndjson`), "utf8");
  return text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

function agentLines() {
  const common = (id) => ({ type: "agent", seller: seller.id, email: `${id}@example.com` });
  return Object.values(agents).map((agent) => ({ ...common(agent.id), ...agent }));
}
