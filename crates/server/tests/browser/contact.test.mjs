// What leads out of the marketplace: said while it is written, asked about when it is sent, and hidden from the other side.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accessible, accessibleInColours, finish, fits, launch, sizes, touchable } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { expectText } from "./support/expect.mjs";
import { agents, moveInFew, seller } from "./support/marketplace.mjs";
import { agentEnters, buyerEnters, messages, send, write } from "./support/story.mjs";

const phone = "041 234 567";
const email = "studio.nova@gmail.com";
const deal = "Pay me in cash outside the marketplace and you get ten per cent off.";
const hidden = "•••••";

describe("words that lead out of the marketplace", () => {
  let database, service, browser, order, path;

  before(async () => {
    database = await freshSqlite();
    service = await startServe(database.url);
    const all = await moveInFew(service);
    order = all.find((one) => one.seller === seller.id);
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await service?.stop();
    await database?.drop();
  });

  const found = (page) => page.locator("#composer [data-found]");

  test("a buyer's own number is sent and hidden from the seller, and the buyer is told", async () => {
    const ask = `/ask?${new URLSearchParams({ seller: order.seller, order: order.id })}`;
    const page = await buyerEnters(browser, service, order.buyer, ask, { locale: "en" });
    await write(page, `Where is my parcel? Call me on ${phone}.`, "Send");
    path = new URL(page.url()).pathname;
    assert.match((await messages(page))[0], new RegExp(phone));
    await expectText(page.locator(".message-hides"), "does not see");
    await accessible(page);
    await fits(page);
    await touchable(page);
    await finish(page);
  });

  test("a seller is told which words, why and what to do instead while writing, and corrects them", async () => {
    const page = await agentEnters(browser, service, agents.ana.id, path, { locale: "en" });
    const [asked] = await messages(page);
    assert.ok(asked.includes(hidden) && !asked.includes(phone), asked);
    const field = page.locator("textarea#text");
    await field.pressSequentially(`Write to ${email} instead, please.`);
    await found(page).locator("li").waitFor();
    await expectText(found(page).locator("q"), email);
    await expectText(found(page), "e-mail address");
    await expectText(page.locator("#composer [data-found-said]"), "e-mail address");
    await accessible(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await accessibleInColours(page);
    await page.emulateMedia({ colorScheme: "light" });
    await found(page).getByRole("button").click();
    const selected = () => page.evaluate(() => {
      const { value, selectionStart, selectionEnd } = document.getElementById("text");
      return value.slice(selectionStart, selectionEnd);
    });
    assert.equal(await selected(), email);
    await page.setViewportSize(sizes.narrow);
    await fits(page);
    await touchable(page);
    await page.setViewportSize(sizes.wide);
    await field.fill("It is with the carrier and comes on Monday.");
    await found(page).waitFor({ state: "hidden" });
    await expectText(page.locator("#composer [data-found-said]"), "No words");
    assert.equal(await send(page, "Send reply"), 200);
    await finish(page);
  });

  test("what a seller sends all the same is hidden from the buyer and whole for the seller", async () => {
    const page = await agentEnters(browser, service, agents.ana.id, path, { locale: "en" });
    await write(page, `My address is ${email}.`, "Send reply");
    assert.ok((await messages(page)).at(-1).includes(email));
    await finish(page);
    const buyer = await buyerEnters(browser, service, order.buyer, path, { locale: "en" });
    const seen = (await messages(buyer)).at(-1);
    assert.ok(seen.includes(hidden) && !seen.includes(email), seen);
    assert.ok(!(await buyer.content()).includes(email), "it is nowhere on the buyer's page");
    await finish(buyer);
  });

  for (const javaScript of [true, false]) {
    test(`an offer to deal elsewhere is asked about before it is sent, ${javaScript ? "with" : "without"} scripts`, async () => {
      const page = await agentEnters(browser, service, agents.ana.id, path, { locale: "en", javaScript });
      const before = (await messages(page)).length;
      const text = javaScript ? deal : `${deal} Tell nobody.`;
      await page.locator("textarea#text").fill(text);
      const isAnswer = (response) => response.request().method() === "POST" && response.url().endsWith("/messages");
      const answered = page.waitForResponse(isAnswer);
      await page.getByRole("button", { name: "Send reply", exact: true }).click();
      assert.equal((await answered).status(), 409);
      await page.getByRole("button", { name: "Send anyway", exact: true }).waitFor();
      assert.equal(await page.locator("textarea#text").inputValue(), text);
      await found(page).locator("li").first().waitFor();
      await Promise.all([page.waitForResponse((response) => isAnswer(response) && response.status() === 303), page.getByRole("button", { name: "Send anyway", exact: true }).click()]);
      await page.waitForFunction((count) => document.querySelectorAll(".message:not([data-sending])").length === count, before + 1);
      await finish(page);
    });
  }
});
