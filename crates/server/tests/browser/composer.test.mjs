// An agent's work by keyboard alone, and a buyer's question in three taps.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accessible, finish, fits, launch, sizes, visit } from "./support/chromium.mjs";
import { freshSqlite, startDemo, startServe } from "./support/dopis.mjs";
import { expectText } from "./support/expect.mjs";
import { moveInFew } from "./support/marketplace.mjs";
import { screenshot } from "./support/screenshot.mjs";
import { agentEnters, buyerEnters } from "./support/story.mjs";

/** Waits until the condition holds in the page. */
const holds = (page, condition, argument) => page.waitForFunction(condition, argument);
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.className);

/** Whether the middle of the element can be seen and touched. */
function isOnTop(element) {
  const { x, y, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}

describe("work by keyboard alone", () => {
  const story = {};

  before(async () => {
    story.database = await freshSqlite();
    story.service = await startServe(story.database.url);
    [story.first, story.second] = await moveInFew(story.service);
    story.browser = await launch();
  });

  after(async () => {
    await story.browser?.close();
    await story.service?.stop();
    await story.database?.drop();
  });

  test("a buyer asks in three taps: the link, a topic, sending", async () => {
    const { browser, service } = story;
    for (const order of [story.first, story.second]) {
      let taps = 1;
      const page = await buyerEnters(browser, service, order.buyer, `/ask?order=${order.id}`);
      await fits(page);
      await accessible(page);
      const tap = async (locator) => {
        taps += 1;
        await locator.click();
      };
      await tap(page.getByRole("link", { name: "Where is my parcel?" }));
      assert.match(await page.locator("textarea#text").inputValue(), /where is my parcel/i);
      await tap(page.getByRole("button", { name: "Send", exact: true }));
      await page.locator(".message").first().waitFor();
      assert.equal(taps, 3);
      await expectText(page.locator(".next-step:not([hidden])").first(), "It is the seller’s turn.");
      await expectText(page.locator("#who-reads"), "the marketplace takes part");
      await accessible(page);
      await fits(page);
      await finish(page);
    }
  });

  test("an agent opens, answers with a quick reply, notes, closes and reopens without a mouse", async () => {
    const { browser, service } = story;
    const page = await agentEnters(browser, service, "ana", "/quick-replies/new");
    await page.getByLabel("Name").fill("On its way");
    await page.getByLabel("Shortcut").fill("way");
    const text = page.getByLabel("Text (English)");
    await text.fill("Hello {{buyer}}, parcel {{tracking}} is on its way. {{agent}}");
    await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
    await page.waitForURL("**/quick-replies?notice=*");
    await accessible(page);

    await page.keyboard.press("g");
    await page.keyboard.press("i");
    await page.waitForURL("**/conversations");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const second = await page.evaluate(() => document.activeElement.href);
    await page.keyboard.press("k");
    const first = await page.evaluate(() => document.activeElement.href);
    assert.notEqual(first, second);
    await page.keyboard.press("o");
    await page.waitForURL(first);

    await page.keyboard.press("j");
    await page.waitForURL(second);
    await page.keyboard.press("k");
    await page.waitForURL(first);

    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await accessible(page);
    await page.keyboard.press("Escape");

    await page.keyboard.press("r");
    assert.equal(await focused(page), "text");
    await page.keyboard.type("/wa");
    const option = page.getByRole("option").first();
    await option.waitFor();
    assert.ok(await option.evaluate(isOnTop), "something lies over the suggestions");
    await page.keyboard.press("Enter");
    await holds(page, () => document.getElementById("text").value.includes("is on its way. Ana Vzorec"));
    await expectText(page.locator("#gaps"), "{{tracking}}");
    await accessible(page);
    // The gap is chosen: typing takes its place.
    await page.keyboard.type("LX1");
    await holds(page, () => document.getElementById("gaps").hidden);
    await expectText(page.locator("[data-draft-state]"), "The draft is kept.");
    await page.keyboard.press("Control+Enter");
    await holds(page, () => [...document.querySelectorAll(".message-text")].some((text) => text.textContent.includes("parcel LX1")));
    await page.keyboard.press("Escape");

    await page.keyboard.press("n");
    assert.equal(await focused(page), "note");
    await page.keyboard.type("Please look, @bo");
    await page.locator("[role='option']", { hasText: "Bor Vzorec" }).waitFor();
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#note").inputValue(), "Please look, @bor ");
    await page.keyboard.press("Control+Enter");
    await expectText(page.locator(".note .mention"), "@Bor Vzorec");

    await page.reload();
    await page.keyboard.press("e");
    await page.waitForURL(/notice=closed/);
    await page.keyboard.press("e");
    await page.waitForURL(/notice=reopened/);
    await page.keyboard.press("a");
    assert.equal(await focused(page), "assignee");
    await finish(page);

    const bor = await agentEnters(browser, service, "bor", "/mentions");
    await expectText(bor.locator(".card-row.is-unread"), "Please look");
    await bor.locator(".row-link").first().click();
    await bor.locator(".note .mention").waitFor();
    await bor.goBack();
    await bor.reload();
    assert.equal(await bor.locator(".is-unread").count(), 0);
    await finish(bor);
  });

  test("the palette goes anywhere, and single keys can be switched off", async () => {
    const { browser, service, first } = story;
    const page = await agentEnters(browser, service, "ana", "/conversations?tab=all");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await accessible(page);
    await page.keyboard.type(first.id);
    await page.getByRole("option", { name: new RegExp(first.id) }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/conversations\/./);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("on its");
    await page.getByRole("option", { name: /On its way/ }).waitFor();
    await page.keyboard.press("Enter");
    await holds(page, () => document.getElementById("text").value.startsWith("Hello "));

    await page.goto(`${service.origin}/keys`);
    await page.getByLabel("Single letters are commands").uncheck();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.waitForURL(/notice=keys-saved/);
    await page.keyboard.press("?");
    await page.keyboard.press("g");
    await page.keyboard.press("i");
    assert.equal(await page.getByRole("dialog").count(), 0);
    assert.match(page.url(), /\/keys/);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await finish(page);
  });
});

describe("the demonstration around writing", () => {
  let demo, browser;

  before(async () => {
    demo = await startDemo();
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  for (const [sizeName, size] of Object.entries(sizes)) {
    for (const theme of ["light", "dark"]) {
      test(`looks well at ${sizeName} in ${theme}`, async () => {
        const look = { size, theme };
        const agent = await visit(browser, demo.links[0], look);
        for (const path of ["/quick-replies", "/quick-replies/new", "/mentions", "/keys"]) {
          await agent.goto(`${demo.origin}${path}`);
          await accessible(agent);
          await fits(agent);
          await screenshot(agent, `composer${path.replaceAll("/", "-")}-${sizeName}-${theme}`, look);
        }
        await agent.goto(`${demo.origin}/conversations`);
        await screenshot(agent, `composer-inbox-${sizeName}-${theme}`, look);
        await agent.locator(".row", { hasText: "Luna" }).getByRole("link").first().click();
        await agent.waitForURL(/\/conversations\/./);
        await agent.locator(".quick-replies > summary").click();
        await agent.locator(".quick-reply").first().click();
        await agent.locator("#text").waitFor();
        await accessible(agent);
        await fits(agent);
        await screenshot(agent, `composer-thread-${sizeName}-${theme}`, look);
        await agent.keyboard.press("Control+k");
        await screenshot(agent, `composer-palette-${sizeName}-${theme}`, look);
        await finish(agent);
        const staff = await visit(browser, demo.links[2], look);
        await staff.goto(`${demo.origin}/staff/escalations`);
        await accessible(staff);
        await fits(staff);
        await screenshot(staff, `composer-calls-${sizeName}-${theme}`, look);
        await finish(staff);
        const buyer = await visit(browser, demo.links[1], look);
        await buyer.goto(`${demo.origin}/ask?order=S-1001`);
        await screenshot(buyer, `composer-ask-${sizeName}-${theme}`, look);
        await buyer.goto(`${demo.origin}/conversations`);
        await buyer.locator(".row-link").first().click();
        await buyer.locator(".message").first().waitFor();
        await accessible(buyer);
        await screenshot(buyer, `composer-buyer-${sizeName}-${theme}`, look);
        await finish(buyer);
      });
    }
  }
});
