// The main job without JavaScript, and without a mouse.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { finish, launch, sizes } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { expectText } from "./support/expect.mjs";
import { agents, moveInFew } from "./support/marketplace.mjs";
import { agentEnters, buyerEnters, chip, messages, press, pressInMenu, told, until, write } from "./support/story.mjs";

const tabsAtMost = 60;

describe("the main job", () => {
  let database, service, browser, orders;

  before(async () => {
    database = await freshSqlite();
    service = await startServe(database.url);
    orders = await moveInFew(service);
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await service?.stop();
    await database?.drop();
  });

  const asks = async (order, text, options) => {
    const ask = `/ask?${new URLSearchParams({ seller: order.seller, order: order.id })}`;
    const buyer = await buyerEnters(browser, service, order.buyer, ask, options);
    await write(buyer, text, "Send");
    await told(buyer, "Your question has been sent to the seller.");
    return buyer;
  };

  test("can be done without JavaScript", async () => {
    const options = { javaScript: false };
    const buyer = await asks(orders[0], "Is it blue?", options);
    const agent = await agentEnters(browser, service, agents.ana.id, "/", options);
    await agent.locator(".row", { hasText: "Is it blue?" }).getByRole("link").click();
    await agent.locator(".derivation summary").click();
    await expectText(agent.locator(".derivation tfoot td"), /^24 h 0 min/);
    await write(buyer, "Or green?", "Send");
    await write(agent, "It is blue.", "Send reply", 409);
    assert.equal(await agent.locator("textarea#text").inputValue(), "It is blue.");
    await press(agent, "Send anyway");
    assert.deepEqual(await messages(agent), ["Is it blue?", "Or green?", "It is blue."]);
    await buyer.reload();
    await write(buyer, "Thank you.", "Send");
    const due = await until(buyer);
    await agent.reload();
    await agent.locator(".no-reply summary").click();
    await agent.getByLabel("Why is no reply needed?").fill("Only thanks.");
    await press(agent, "Mark as no reply needed");
    await buyer.reload();
    await press(buyer, "I need a reply");
    assert.equal(await until(buyer), due);
    await pressInMenu(agent, "Slovenščina");
    assert.equal(await agent.locator("html").getAttribute("lang"), "sl");
    await pressInMenu(agent, "Odjava");
    await agent.goto(`${service.origin}/conversations`);
    await expectText(agent.getByRole("heading", { level: 1 }), "Niste prijavljeni");
    for (const page of [agent, buyer]) await finish(page);
  });

  test("begins on a phone where the newest message and the answer are", async () => {
    const long = Array.from({ length: 12 }, (_, line) => `This is line ${line + 1} of a long message.`).join("\n");
    const buyer = await asks(orders[2], long, { javaScript: false });
    await write(buyer, `${long}\nAnd more.`, "Send");
    await write(buyer, "What do you say?", "Send");
    const agent = await agentEnters(browser, service, agents.ana.id, "/", { javaScript: false, size: sizes.narrow });
    for (const page of [buyer, agent]) {
      await page.goto(`${service.origin}/conversations`);
      await page.locator("li", { hasText: "What do you say?" }).locator(".row-link").click();
      await page.waitForURL(/\/conversations\/./);
      const newest = await page.locator(".message", { hasText: "What do you say?" }).boundingBox();
      const head = await page.locator(".thread-header").boundingBox();
      const field = await page.locator("textarea#text").boundingBox();
      assert.ok(newest.y >= head.y + head.height, "the newest message begins behind the head");
      assert.ok(field.y + field.height <= sizes.narrow.height, "the field lies below the window");
      await finish(page);
    }
  });

  test("can be done with the keyboard alone", async () => {
    await finish(await asks(orders[1], "Is it round?"));
    const agent = await agentEnters(browser, service, agents.ana.id, "/");
    const keyboard = agent.keyboard;
    await keyboard.press("Tab");
    await expectText(agent.locator(":focus"), "Skip to");
    await keyboard.press("Enter");
    await tabTo(agent, agent.locator(".row", { hasText: "Is it round?" }).getByRole("link"));
    await Promise.all([agent.waitForURL(/\/conversations\/[0-9a-f-]{36}/), keyboard.press("Enter")]);
    await tabTo(agent, agent.locator(".derivation summary"));
    await keyboard.press("Enter");
    await agent.locator(".derivation table").waitFor({ state: "visible" });
    await tabTo(agent, agent.locator("textarea#text"));
    await keyboard.type("As round as can be.");
    await tabTo(agent, agent.getByRole("button", { name: "Send reply" }));
    await keyboard.press("Enter");
    await agent.locator(".message:not(.is-sending)", { hasText: "As round as can be." }).waitFor();
    assert.deepEqual(await messages(agent), ["Is it round?", "As round as can be."]);
    assert.equal(await chip(agent), "waiting for buyer");
    await finish(agent);
  });

  /** Goes there with the tabulator; fails if it cannot be reached, or if one cannot see what has the focus. */
  async function tabTo(page, wanted) {
    for (let pressed = 0; pressed < tabsAtMost; pressed += 1) {
      await page.keyboard.press("Tab");
      const focused = page.locator(":focus");
      if ((await focused.count()) === 0) continue;
      assert.ok(await focused.evaluate(showsFocus), `focus cannot be seen on ${await focused.evaluate((it) => it.outerHTML.slice(0, 100))}`);
      if (await wanted.evaluate((it) => it === document.activeElement)) return;
    }
    assert.fail(`${wanted} cannot be reached with the tabulator`);
  }
});

function showsFocus(element) {
  const outlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return outlined(getComputedStyle(element)) || outlined(getComputedStyle(element, "::after"));
}
