// What happens through one node appears on the pages of the other, without reload, gap or double.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { accessible, finish, fits, launch, sizes } from "./support/chromium.mjs";
import { freshPostgres, startServe } from "./support/dopis.mjs";
import { expectText } from "./support/expect.mjs";
import { agents, moveInFew } from "./support/marketplace.mjs";
import { screenshot } from "./support/screenshot.mjs";
import { agentEnters, buyerEnters, messages, write } from "./support/story.mjs";

/** Longer than anything takes that is on its way between two nodes. */
const soon_ms = 5_000;

const steps = {
  async "a question asked through one node appears in the list of the other"(story) {
    const { browser, one, two, order } = story;
    const agent = await agentEnters(browser, two, agents.ana.id, "/");
    const ask = `/ask?${new URLSearchParams({ seller: order.seller, order: order.id })}`;
    const buyer = await buyerEnters(browser, one, order.buyer, ask);
    await write(buyer, "Where is my parcel?", "Send");
    const row = agent.locator(".row", { hasText: "Where is my parcel?" });
    await row.waitFor({ timeout: soon_ms });
    await expectText(agent.locator(".tabs [aria-current]"), /1/);
    story.conversation = new URL(buyer.url()).pathname;
    Object.assign(story, { agent, buyer });
  },

  async "what the agent writes is on the buyer's page without a reload"({ agent, buyer, conversation }) {
    await agent.locator(".row", { hasText: "Where is my parcel?" }).getByRole("link").click();
    await agent.waitForURL((url) => url.pathname === conversation);
    await write(agent, "On its way.", "Send reply");
    await arrives(buyer, "On its way.");
    await expectText(buyer.locator(".thread-header .chip"), "answered");
    await said(buyer, /New message: /);
  },

  async "what the buyer writes is on the agent's page, and counts as read once it was in sight"({ agent, buyer }) {
    await write(buyer, "Thank you!", "Send");
    await arrives(agent, "Thank you!");
    await expectText(agent.locator(".thread-header .chip"), / left$/);
    await agent.locator(".message", { hasText: "Thank you!" }).scrollIntoViewIfNeeded();
    await delay(300);
    await write(agent, "You are welcome.", "Send reply");
    await arrives(buyer, "You are welcome.");
    await accessible(agent);
    await accessible(buyer);
  },

  async "a colleague on the other node is seen looking and writing, and the buyer sees nothing of it"(story) {
    const { browser, one, agent, buyer, conversation } = story;
    const bor = await agentEnters(browser, one, agents.bor.id, conversation);
    await expectText(bor.locator("#presence"), "Ana Vzorec bere ta pogovor");
    await expectText(agent.locator("#presence"), "Bor Vzorec is looking at this conversation");
    await agent.locator("textarea#text").pressSequentially("We wi");
    await bor.locator("#presence.is-writing", { hasText: "Ana Vzorec piše odgovor" }).waitFor({ timeout: soon_ms });
    await accessible(bor);
    for (const theme of ["light", "dark"]) await look(bor, "live-presence", theme);
    await bor.goto(one.origin + "/conversations?tab=all");
    const sign = bor.locator(".row", { hasText: story.order.id }).locator(".presence-sign");
    await sign.or(bor.locator(".presence-sign")).first().waitFor({ timeout: soon_ms });
    await accessible(bor);
    await fits(bor);
    await look(bor, "live-presence-list", "light");
    assert.equal(await buyer.locator("#presence, .presence-sign").count(), 0);
    await agent.locator("textarea#text").fill("");
    await bor.goto(one.origin + conversation);
    story.bor = bor;
  },

  async "what is sent without a connection waits, and arrives once when it is back"({ agent, buyer }) {
    await agent.context().setOffline(true);
    await expectText(agent.locator(".live-bar"), "No connection.");
    await agent.locator("textarea#text").fill("Sent from a tunnel.");
    await agent.getByRole("button", { name: "Send reply", exact: true }).click();
    const waiting = agent.locator("li[data-sending]");
    await expectText(waiting, "Not sent yet");
    assert.equal(await agent.locator("textarea#text").inputValue(), "");
    await accessible(agent);
    for (const theme of ["light", "dark"]) await look(agent, "live-offline", theme);
    await write(buyer, "Hello?", "Send");
    await agent.context().setOffline(false);
    // The buyer has written meanwhile, so the agent is asked and nothing is lost.
    await agent.getByRole("button", { name: "Send anyway" }).waitFor({ timeout: 20_000 });
    assert.equal(await agent.locator("textarea#text").inputValue(), "Sent from a tunnel.");
    await arrives(agent, "Hello?");
    await agent.getByRole("button", { name: "Send anyway" }).click();
    await arrives(buyer, "Sent from a tunnel.");
    await delay(1_000);
    await once(buyer, "Sent from a tunnel.");
    await once(agent, "Sent from a tunnel.");
    forgive(agent);
  },

  async "what waits to be sent outlives a reload, and arrives once"({ agent, buyer }) {
    await agent.route("**/messages", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
    await agent.locator("textarea#text").fill("Kept over a reload.");
    await agent.getByRole("button", { name: "Send reply", exact: true }).click();
    await expectText(agent.locator("li[data-sending]"), "Not sent yet");
    await agent.reload();
    await expectText(agent.locator("li[data-sending]"), "Kept over a reload.");
    await agent.unroute("**/messages");
    await arrives(buyer, "Kept over a reload.");
    await agent.locator("li[data-sending]").waitFor({ state: "detached" });
    await once(agent, "Kept over a reload.");
    forgive(agent);
  },

  async "an answer that was lost on its way does not send twice"({ agent, buyer }) {
    let lost = 0;
    await agent.route("**/messages", async (route) => {
      if (route.request().method() !== "POST" || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    await agent.locator("textarea#text").fill("Said once.");
    await agent.getByRole("button", { name: "Send reply", exact: true }).click();
    await arrives(buyer, "Said once.");
    await agent.locator("li[data-sending]").waitFor({ state: "detached", timeout: 10_000 });
    await agent.unroute("**/messages");
    assert.equal(lost, 1);
    await once(agent, "Said once.");
    await once(buyer, "Said once.");
    forgive(agent);
  },

  async "a page that was asked for before a reply was sent does not take the reply away"({ agent, buyer, conversation }) {
    let taken;
    let release;
    const isTaken = new Promise((resolve) => (taken = resolve));
    const isReleased = new Promise((resolve) => (release = resolve));
    const hold = async (route) => {
      const response = await route.fetch();
      taken();
      await isReleased;
      await route.fulfill({ response });
    };
    await agent.route((url) => url.pathname === conversation, hold, { times: 1 });
    await agent.evaluate(() => document.dispatchEvent(new CustomEvent("live:reload")));
    await isTaken;
    await write(agent, "Newer than the page.", "Send reply");
    release();
    // Sooner than the page is looked at again.
    await delay(700);
    await once(agent, "Newer than the page.");
    await arrives(buyer, "Newer than the page.");
  },

  async "a node that ends lets its pages go at once, and they go on when it is back"(story) {
    const { agent, buyer, two } = story;
    const began = Date.now();
    await two.stop();
    assert.ok(Date.now() - began < 4_000, `it took ${Date.now() - began} ms to end with pages open`);
    await write(buyer, "Written while your node was away.", "Send");
    await expectText(agent.locator(".live-bar"), "No connection.");
    story.two = await startServe(story.database.url, two.port);
    await arrives(agent, "Written while your node was away.", 20_000);
    await agent.locator('.live-bar:not([data-state="broken"])').waitFor({ state: "attached" });
    await once(agent, "Written while your node was away.");
    forgive(agent);
  },

  async "two tabs of one person share a connection, and both follow"(story) {
    const { agent, buyer } = story;
    const tab = await agent.context().newPage();
    tab.problems = [];
    await tab.goto(agent.url());
    await tab.locator(".message").first().waitFor();
    await write(buyer, "Seen in both tabs.", "Send");
    await arrives(tab, "Seen in both tabs.");
    await arrives(agent, "Seen in both tabs.");
    story.tab = tab;
  },

  async "a page whose person signs out elsewhere says so"({ agent, tab }) {
    await tab.locator(".page-menu > summary").click();
    await tab.getByRole("button", { name: "Sign out" }).click();
    await agent.locator(".live-bar", { hasText: "You are signed out." }).waitFor({ timeout: 15_000 });
    forgive(agent);
  },

  async "nobody's page did what it must not"({ agent, buyer, bor }) {
    forgive(bor);
    for (const page of [agent, buyer, bor]) await finish(page);
  },
};

/** The message is there, and has been sent. */
async function arrives(page, text, within_ms = soon_ms) {
  await page.locator(".message:not(.is-sending)", { hasText: text }).first().waitFor({ state: "attached", timeout: within_ms });
}

async function once(page, text) {
  const all = await messages(page);
  assert.equal(all.filter((message) => message === text).length, 1, JSON.stringify(all));
}

async function said(page, text) {
  assert.match(await page.locator("#live-said").textContent(), text);
}

/** Where a connection was cut, Chromium says so in the console; anything else stays a fault. */
function forgive(page) {
  const isCut = (problem) => /net::ERR_|status of 401|status of 503/.test(problem);
  page.problems = page.problems.filter((problem) => !isCut(problem));
}

async function look(page, name, theme) {
  await page.emulateMedia({ colorScheme: theme });
  await screenshot(page, name, { size: page.viewportSize().width > 800 ? sizes.wide : sizes.narrow, theme });
  await page.emulateMedia({ colorScheme: "light" });
}

describe("changes as they happen, on two nodes", () => {
  const story = {};

  before(async () => {
    story.database = await freshPostgres();
    story.one = await startServe(story.database.url);
    story.two = await startServe(story.database.url);
    [story.order] = await moveInFew(story.one);
    story.browser = await launch();
  });

  after(async () => {
    await story.browser?.close();
    await story.one?.stop();
    await story.two?.stop();
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
