// What a screen reader is given for the three tasks that matter: the accessibility tree, as docs/design.md describes it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { finish, launch } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { agents, hire, moveInFew, staff } from "./support/marketplace.mjs";
import { agentEnters, buyerEnters, press, staffSignsIn, write } from "./support/story.mjs";

describe("a screen reader", () => {
  let database, service, browser, order, buyer, path;

  before(async () => {
    database = await freshSqlite();
    service = await startServe(database.url);
    [order] = await moveInFew(service);
    await hire(service, staff.moderator);
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await service?.stop();
    await database?.drop();
  });

  test("tells a buyer what is asked, until when an answer comes and who reads it", async () => {
    const ask = `/ask?${new URLSearchParams({ seller: order.seller, order: order.id })}`;
    buyer = await buyerEnters(browser, service, order.buyer, ask);
    const before = await tree(buyer);
    assert.equal(headings(before)[0], "Ask the seller");
    has(before, "main");
    has(before, "region", `Order ${order.id}`);
    const field = has(before, "textbox", "What would you like to know?");
    assert.match(field.description, /10,000 characters/);
    assert.match(field.description, /must reply by /);
    assert.match(field.description, /marketplace/);
    has(before, "button", "Send");
    await write(buyer, "Is it blue?", "Send");
    path = new URL(buyer.url()).pathname;
    const after = await tree(buyer);
    assert.ok(statuses(after).some((text) => text.includes("has been sent")), "nobody is told that it was sent");
    assert.ok(after.some(({ role, name }) => role === "StaticText" && name.includes("must reply by")), "no promise");
    const skip = after.find(({ role }) => role === "link");
    assert.match(skip.name, /^Skip to/);
  });

  test("leads an agent from the list to the reply", async () => {
    const agent = await agentEnters(browser, service, agents.ana.id, "/");
    const list = await tree(agent);
    assert.equal(headings(list)[0], "Conversations with buyers");
    has(list, "navigation", "Lists of conversations");
    const tabs = list.filter(({ role }) => role === "link").map(({ name }) => name);
    assert.ok(tabs.some((name) => /^Needs reply\W+1\W+conversation/.test(name)), `a tab without its number: ${tabs}`);
    has(list, "navigation", "Main menu");
    await agent.goto(service.origin + path);
    const thread = await tree(agent);
    const skips = thread.filter(({ role }) => role === "link").slice(0, 2);
    assert.deepEqual(skips.map(({ name }) => name), ["Skip to content", "Skip to the reply"]);
    has(thread, "navigation", "List of conversations");
    const shown = headings(thread);
    for (const wanted of ["Messages", `Order ${order.id}`]) assert.ok(shown.includes(wanted), `no heading ${wanted} in ${shown}`);
    has(thread, "complementary", "Beside the conversation");
    const field = has(thread, "textbox", "Reply to the buyer");
    assert.match(field.description, /10,000 characters/);
    assert.match(field.description, /buyer/);
    await write(agent, "It is blue.", "Send reply");
    assert.ok(statuses(await tree(agent)).length >= 1, "nobody is told that the reply was sent");
    await finish(agent);
  });

  test("tells a moderator that the visit is recorded, and what taking over means", async () => {
    await buyer.reload();
    await write(buyer, "And how large?", "Send");
    const moderator = await staffSignsIn(browser, service, staff.moderator, "/staff");
    await moderator.goto(service.origin + path);
    const asked = await tree(moderator);
    assert.ok(!asked.some(({ name }) => name.includes("Is it blue?")), "the conversation is shown before the reason");
    const reason = asked.find(({ role, name }) => ["textbox", "combobox"].includes(role) && name === "Reason");
    assert.ok(reason.description.length > 0, "the reason has no hint");
    await moderator.getByLabel("Reason").fill("The buyer asked");
    await press(moderator, "Record and open");
    const thread = await tree(moderator);
    assert.ok(thread.some(({ role, name }) => role === "StaticText" && name.includes("recorded")), "nobody is told of the record");
    const button = has(thread, "button", "Take over the conversation");
    assert.ok(button.description.length > 0, "taking over is not explained");
    await press(moderator, "Take over the conversation");
    const taken = await tree(moderator);
    assert.ok(statuses(taken).length >= 1, "nobody is told that it was taken over");
    has(taken, "button", "Hand back to the seller");
    await finish(moderator);
    await finish(buyer);
  });
});

/** The accessibility tree in the order of reading, without what is ignored. */
async function tree(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const ordered = [];
  const walk = (node) => {
    if (!node.ignored) {
      const { role, name, description } = node;
      ordered.push({ role: role?.value ?? "", name: name?.value ?? "", description: description?.value ?? "", id: node.nodeId });
    }
    for (const child of node.childIds ?? []) if (byId.has(child)) walk(byId.get(child));
  };
  walk(nodes[0]);
  const textBelow = (node) => (node.name?.value && node.role?.value === "StaticText" ? node.name.value : (node.childIds ?? []).map((id) => byId.get(id)).filter(Boolean).map(textBelow).join(" "));
  for (const node of ordered) node.text = textBelow(byId.get(node.id));
  return ordered;
}

function has(nodes, role, name) {
  const found = nodes.find((node) => node.role === role && (name === undefined || node.name === name));
  const same = nodes.filter((node) => node.role === role).map((node) => node.name);
  assert.ok(found, `no ${role} “${name}” among ${JSON.stringify(same)}`);
  return found;
}

function headings(nodes) {
  return nodes.filter(({ role }) => role === "heading").map(({ name }) => name);
}

function statuses(nodes) {
  return nodes.filter(({ role }) => role === "status").map(({ text }) => text);
}
