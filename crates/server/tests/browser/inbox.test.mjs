// A seller's people at their lists: what is unread, labels, saved lists, many at once, rules, figures.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accessible, finish, fits, forgive, launch } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { expectText } from "./support/expect.mjs";
import { agents, load, moveInFew, seller } from "./support/marketplace.mjs";
import { agentEnters, buyerEnters, press, told, write } from "./support/story.mjs";

/** The rows of the list by the order that they are about. */
const row = (page, order) => page.locator(".row", { hasText: order.id });

/** The number that a tab or saved list says is unread; 0 where it says none. */
async function unread(page, name) {
  const count = page.getByRole("link", { name: new RegExp(`^${name}`) }).locator(".tabs-unread [aria-hidden]");
  return (await count.count()) === 0 ? 0 : Number(await count.innerText());
}

/** The buyer of an order asks about it. */
async function ask({ browser, service }, order, text) {
  const page = await buyerEnters(browser, service, order.buyer, `/ask?${new URLSearchParams({ order: order.id })}`);
  await write(page, text, "Send");
  const { pathname } = new URL(page.url());
  await finish(page);
  return pathname;
}

const steps = {
  async "what nobody has read is counted, and opening it reads it for oneself alone"(story) {
    const { browser, service, orders } = story;
    story.paths = [];
    for (const order of orders.slice(0, 3)) story.paths.push(await ask(story, order, `Where is ${order.id}?`));
    const ana = await agentEnters(browser, service, agents.ana.id, "/conversations");
    const bor = await agentEnters(browser, service, agents.bor.id, "/conversations");
    assert.equal(await unread(ana, "Needs reply"), 3);
    await row(ana, orders[0]).getByRole("link").click();
    await ana.waitForURL((url) => url.pathname === story.paths[0]);
    await ana.goto(`${service.origin}/conversations`);
    assert.equal(await unread(ana, "Needs reply"), 2);
    assert.equal(await row(ana, orders[0]).locator(".row-unread").count(), 0);
    await bor.reload();
    assert.equal(await unread(bor, "Čakajo na odgovor"), 3);
    await accessible(ana);
    Object.assign(story, { ana, bor });
  },

  async "marking as unread brings it back without taking back that it was seen"({ browser, service, ana, orders, paths }) {
    await ana.goto(`${service.origin}${paths[0]}`);
    await press(ana, "Mark as unread");
    await told(ana, "marked as unread");
    assert.equal(await unread(ana, "Needs reply"), 3);
    const buyer = await buyerEnters(browser, service, orders[0].buyer, paths[0]);
    const seen = await buyer.locator(".message-seen").first().innerText();
    assert.ok(seen.includes("Studio Nova"), seen);
    assert.ok(!(await buyer.content()).includes(agents.ana.name), "a buyer never learns who");
    await finish(buyer);
  },

  async "a label is made, put on, and finds its conversations again"({ service, ana, orders, paths }) {
    await ana.goto(`${service.origin}/labels`);
    await ana.getByLabel("Name").fill("Urgent");
    await ana.getByLabel("Colour").selectOption("red");
    await press(ana, "Add label");
    await told(ana, "The label has been saved.");
    await accessible(ana);
    await fits(ana);
    await ana.getByLabel("Name").last().fill("URGENT");
    assert.equal(await press(ana, "Add label"), 409);
    await expectText(ana.locator(".field-error"), "There is a label of this name already.");
    assert.equal(await ana.getByLabel("Name").last().inputValue(), "URGENT");

    await ana.goto(`${service.origin}${paths[0]}`);
    await ana.locator(".label-edit > summary").click();
    await ana.locator(".label-edit").getByLabel("Urgent").check();
    await press(ana, "Save labels");
    await told(ana, "The labels of the conversation have been saved.");
    await ana.goto(`${service.origin}/conversations`);
    await expectText(row(ana, orders[0]).locator(".row-labels"), "Urgent");
    await ana.locator(".filter > summary").click();
    await ana.getByLabel("Label", { exact: true }).first().selectOption({ label: "Urgent" });
    await press(ana, "Show");
    assert.equal(await ana.locator(".row").count(), 1);
    await expectText(ana.locator(".row"), orders[0].id);
  },

  async "the list is saved, shown with what is unread, found in the palette and begun with"({ service, ana, bor, orders }) {
    await ana.getByLabel("Save this filter as").fill("Fires");
    await ana.getByLabel("for all colleagues").check();
    await press(ana, "Save list");
    await told(ana, "The list has been saved.");
    assert.equal(await unread(ana, "Fires"), 0, "putting the label on was reading it");
    await accessible(ana);
    await bor.goto(`${service.origin}/conversations?tab=all`);
    assert.equal(await unread(bor, "Fires"), 1);
    await bor.keyboard.press("Control+k");
    await bor.keyboard.type("fires");
    await bor.getByRole("option", { name: /Fires/ }).waitFor();
    await accessible(bor);
    await bor.keyboard.press("Enter");
    await bor.waitForURL("**/conversations?view=*");
    await expectText(bor.locator(".row"), orders[0].id);

    await ana.goto(`${service.origin}/views`);
    await ana.locator(".settings-edit > summary").click();
    await press(ana, "Begin with this list");
    await ana.goto(`${service.origin}/conversations`);
    await expectText(ana.locator(".views [aria-current]"), "Fires");
    await ana.goto(`${service.origin}/views`);
    await press(ana, "Begin with “Needs reply”");
    await ana.goto(`${service.origin}/conversations`);
    assert.equal(await ana.locator(".row").count(), 3);
  },

  async "of many at once, those that cannot be changed are named with the reason"({ service, ana, bor, orders, paths }) {
    // What changes is not to come into her list by itself before she asks for something.
    await ana.route("**/live?*", (route) => route.abort());
    await ana.goto(`${service.origin}/conversations`);
    await bor.goto(`${service.origin}${paths[1]}`);
    await bor.locator("#assignee").selectOption({ label: agents.bor.name });
    await bor.locator("form[action$='/assignment'] button").click();
    await bor.waitForURL(/notice=assigned/);
    await ana.locator("[data-choose-all]").click();
    await ana.locator("#bulk-agent").selectOption({ label: agents.ana.name });
    const answered = ana.waitForResponse((response) => response.url().endsWith("/conversations/bulk"));
    await ana.locator("form.bulk button[value='assign']").click();
    assert.equal((await answered).status(), 409);
    await ana.unroute("**/live?*");
    forgive(ana, /net::ERR_/);
    const outcome = ana.locator(".bulk-outcome");
    await expectText(outcome, "1 conversation could not be changed.");
    await expectText(outcome, "2 conversations have been changed.");
    await expectText(outcome.getByRole("listitem"), "It has changed meanwhile.");
    assert.equal(new URL(await outcome.getByRole("link").evaluate((link) => link.href)).pathname, paths[1]);
    await accessible(ana);
    await expectText(row(ana, orders[1]).locator(".row-assignee"), agents.bor.name);
    await expectText(row(ana, orders[2]).locator(".row-assignee"), agents.ana.name);

    // A reply is owed everywhere: none can be closed, and each says why.
    await ana.goto(`${service.origin}/conversations`);
    await ana.locator("[data-choose-all]").click();
    await ana.locator("form.bulk button[value='close']").click();
    await expectText(outcome, "3 conversations could not be changed.");
    await expectText(outcome.getByRole("listitem").first(), "The buyer still waits for an answer");
    await ana.locator("[data-choose-all]").click();
    await press(ana, "Read");
    await told(ana, "All chosen conversations have been changed.");
    assert.equal(await unread(ana, "Needs reply"), 0);
  },

  async "a rule is tried before it is saved, and then shares out what comes"(story) {
    const { service, ana, orders } = story;
    await ana.goto(`${service.origin}/rules/new`);
    await ana.getByLabel("Name of the rule").fill("Orders to Bor");
    await ana.getByLabel("Subject").selectOption("order");
    await ana.getByLabel("How").selectOption("agent");
    const named = ana.getByRole("group", { name: "To whom" }).getByLabel(agents.bor.name);
    assert.equal(await press(ana, "Save rule"), 422);
    await expectText(ana.locator(".notice.is-refusal"), "Tick exactly one colleague");
    assert.equal(await ana.getByLabel("Name of the rule").inputValue(), "Orders to Bor", "nothing typed is lost");
    await named.check();
    await press(ana, "Try without saving");
    await accessible(ana);
    await fits(ana);
    await expectText(ana.locator("#tried, [aria-labelledby='tried-title']").first(), agents.bor.name);
    assert.equal(await ana.getByLabel("Name of the rule").inputValue(), "Orders to Bor");
    await press(ana, "Save rule");
    await told(ana, "The rules have been saved.");
    await expectText(ana.locator(".rule-outcome"), agents.bor.name);
    const path = await ask(story, orders[3], "Whose am I?");
    await ana.goto(`${service.origin}${path}`);
    assert.equal(await ana.locator("#assignee option:checked").innerText(), agents.bor.name);
    await expectText(ana.locator(".event", { hasText: agents.bor.name }), "by the rule “Orders to Bor”");
  },

  async "the whole list is worked by keys"({ service, ana, orders, paths }) {
    await ana.goto(`${service.origin}/conversations?tab=all`);
    await ana.keyboard.press("/");
    assert.equal(await ana.evaluate(() => document.activeElement.name), "find");
    await ana.keyboard.type(orders[0].id);
    await ana.keyboard.press("Enter");
    await ana.waitForURL(/find=/);
    await ana.keyboard.press("Escape");
    await ana.locator("h1").first().waitFor({ state: "attached" });
    await ana.keyboard.press("j");
    await ana.keyboard.press("o");
    await ana.waitForURL((url) => url.pathname === paths[0]);
    await ana.keyboard.press("r");
    await ana.keyboard.type("On its way.");
    await ana.keyboard.press("Control+Enter");
    await ana.locator(".message:not(.is-sending)", { hasText: "On its way." }).waitFor();
    await ana.keyboard.press("Escape");
    await ana.reload();
    await ana.keyboard.press("e");
    await ana.waitForURL(/notice=closed/);
    await ana.keyboard.press("a");
    assert.equal(await ana.evaluate(() => document.activeElement.id), "assignee");
  },

  async "each number of the figures leads to exactly the questions that it counts"({ service, ana }) {
    await ana.goto(`${service.origin}/figures`);
    await accessible(ana);
    const links = await ana.locator("main a[href^='/figures/conversations']").evaluateAll((all) =>
      all.map((link) => ({ address: link.getAttribute("href"), said: link.textContent.trim() })),
    );
    assert.ok(links.length > 6, JSON.stringify(links));
    for (const { address, said } of links) {
      await ana.goto(`${service.origin}${address}`);
      const count = Number(await ana.locator("main [data-count]").getAttribute("data-count"));
      assert.equal(await ana.locator("tbody th[scope='row']").count(), count, address);
      assert.ok(count > 0, address);
      if (/^\d+$/.test(said)) assert.equal(Number(said), count, address);
    }
    await ana.goto(`${service.origin}/figures/conversations?weeks=4&kind=waiting`);
    assert.equal(await ana.locator("tbody th[scope='row']").count(), 3, "four asked, one was answered");
  },

  async "nobody's page did what it must not"({ ana, bor }) {
    for (const page of [ana, bor]) await finish(page);
  },
};

describe("a seller's people at their lists", () => {
  const story = {};

  before(async () => {
    story.database = await freshSqlite();
    story.service = await startServe(story.database.url);
    story.orders = await moveInFew(story.service);
    const owner = { type: "agent", seller: seller.id, email: "ana@example.com", role: "owner" };
    await load(story.service, [{ ...owner, ...agents.ana }]);
    story.browser = await launch();
  });

  after(async () => {
    await story.browser?.close();
    await story.service?.stop();
    await story.database?.drop();
  });

  let broken = false;
  for (const [what, step] of Object.entries(steps)) {
    test(what, async (t) => {
      if (broken) return t.skip("an earlier step failed");
      broken = true;
      await step(story);
      broken = false;
    });
  }
});
