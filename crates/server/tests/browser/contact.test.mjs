// What leads out of the marketplace: said while it is written, hidden from the other side, held for a moderator, or asked about.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accessible, accessibleInColours, finish, fits, launch, sizes, touchable } from "./support/chromium.mjs";
import { freshSqlite, startServe } from "./support/dopis.mjs";
import { expectText } from "./support/expect.mjs";
import { agents, hire, moveInFew, seller, staff } from "./support/marketplace.mjs";
import { agentEnters, buyerEnters, chip, messages, press, send, staffSignsIn, told, write } from "./support/story.mjs";

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
    await hire(service, staff.moderator);
    await hire(service, staff.administrator);
    order = all.find((one) => one.seller === seller.id);
    browser = await launch();
    // Moderators see here what these tests bring before them, not what chance does.
    await changes("sampled_percent", (page) => page.locator("#setting-value").fill("0"));
  });

  after(async () => {
    await browser?.close();
    await service?.stop();
    await database?.drop();
  });

  /** The administrator changes a setting; `enter` puts the new value into its page. */
  async function changes(setting, enter) {
    const page = await staffSignsIn(browser, service, staff.administrator, `/staff/settings/${setting}`, { locale: "en" });
    await enter(page);
    await page.locator("#setting-reason").fill("To see how often it happens");
    assert.equal(await press(page, "Enter the change"), 200);
    await finish(page);
  }

  const found = (page) => page.locator("#composer [data-found]");

  test("a buyer's own number is sent and hidden from the seller, and the buyer is told", async () => {
    const ask = `/ask?${new URLSearchParams({ seller: order.seller, order: order.id })}`;
    const page = await buyerEnters(browser, service, order.buyer, ask, { locale: "en" });
    await page.locator("textarea#text").pressSequentially(`Call me on ${phone}.`);
    const live = page.locator("[data-found] li", { hasText: phone });
    await live.waitFor();
    await expectText(live.locator("strong"), "Phone number");
    await expectText(live.locator("q"), phone);
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

  test("a seller is told that a moderator would look at it first, and corrects the text", async () => {
    const page = await agentEnters(browser, service, agents.ana.id, path, { locale: "en" });
    const field = page.locator("textarea#text");
    await field.fill(deal);
    await found(page).locator("li").first().waitFor();
    await expectText(found(page), "waits for the marketplace");
    await field.fill("Ten per cent off is all we can do here.");
    await found(page).waitFor({ state: "hidden" });
    assert.equal(await send(page, "Send reply"), 200);
    assert.equal(await page.locator("[id^=held-]").count(), 0);
    await finish(page);
  });

  for (const javaScript of [true, false]) {
    test(`another is held, the clock stands still, and a moderator lets it through, ${javaScript ? "with" : "without"} scripts`, async () => {
      const text = javaScript ? deal : `${deal} Tell nobody.`;
      const buyer = await buyerEnters(browser, service, order.buyer, path, { locale: "en", javaScript });
      await write(buyer, "Is there a better price?", "Send");
      const page = await agentEnters(browser, service, agents.ana.id, path, { locale: "en", javaScript });
      assert.match(await chip(page), / left$/);
      await write(page, text, "Send reply");
      const held = page.locator("[id^=held-]");
      await held.waitFor();
      await expectText(held.locator(".message-text"), text);
      await expectText(held, "waits for the marketplace");
      await expectText(held.locator(".found-list"), "outside the marketplace");
      await page.reload();
      assert.equal(await chip(page), "clock stopped");
      await page.locator("details.derivation > summary").first().click();
      await expectText(page.locator("details.derivation").first(), "The clock stands still");
      if (javaScript) await accessible(page);
      await page.setViewportSize(sizes.narrow);
      if (javaScript) await fits(page);
      if (javaScript) await touchable(page);
      await page.setViewportSize(sizes.wide);
      await buyer.reload();
      assert.equal(await chip(buyer), "with the marketplace");
      assert.ok(!(await buyer.content()).includes(text), "it is nowhere on the buyer's page");

      const moderator = await staffSignsIn(browser, service, staff.moderator, "/staff/reviews", { locale: "en", javaScript });
      await expectText(moderator.locator("main"), "It waits to be sent");
      if (javaScript) await accessible(moderator);
      await press(moderator, "Take the next one");
      await expectText(moderator.locator("[data-review-text]"), text);
      await expectText(moderator.locator(".entries-list"), "Is there a better price?");
      if (javaScript) await accessible(moderator);
      await moderator.emulateMedia({ colorScheme: "dark" });
      if (javaScript) await accessibleInColours(moderator);
      await moderator.emulateMedia({ colorScheme: "light" });
      await moderator.setViewportSize(sizes.narrow);
      if (javaScript) await fits(moderator);
      if (javaScript) await touchable(moderator);
      await moderator.setViewportSize(sizes.wide);
      if (javaScript) {
        await Promise.all([moderator.waitForURL(/notice=reviews-done/), moderator.keyboard.press("9")]);
      } else {
        await press(moderator, "9 needed for this order");
      }
      await told(moderator, "Nothing waits for you.");
      await finish(moderator);

      await buyer.reload();
      assert.equal((await messages(buyer)).at(-1), text);
      await page.reload();
      assert.equal(await held.count(), 0);
      assert.equal((await messages(page)).at(-1), text);
      await finish(page);
      await finish(buyer);
    });
  }

  for (const javaScript of [true, false]) {
    test(`where the marketplace has decided so, it is asked about before it is sent, ${javaScript ? "with" : "without"} scripts`, async () => {
      // The administrator lets sellers send invitations once they have confirmed them.
      if (javaScript) await changes("contact_of_sellers", (page) => page.locator("#setting-deal").selectOption("confirm"));
      const page = await agentEnters(browser, service, agents.ana.id, path, { locale: "en", javaScript });
      const before = (await messages(page)).length;
      const text = javaScript ? `${deal} Really.` : `${deal} Ask nobody.`;
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
