// The snippet on a page of another site with a strict policy: a button leads to Dopis, signed in, with the form open.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accessible, fits, launch, sizes } from "./support/chromium.mjs";
import { startDemo } from "./support/dopis.mjs";
import { screenshot } from "./support/screenshot.mjs";

describe("the snippet on the marketplace's pages", () => {
  let demo, browser, storefront;

  before(async () => {
    demo = await startDemo();
    storefront = demo.said().match(/a marketplace\s+(\S+)/)[1];
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  /** A page of the storefront that notes every error, and every policy violation among them. */
  async function visitShop(options = {}) {
    const context = await browser.newContext({ viewport: options.size ?? sizes.wide, colorScheme: options.theme ?? "light" });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    page.problems = [];
    page.on("pageerror", (error) => page.problems.push(error.message));
    page.on("console", (message) => message.type() === "error" && page.problems.push(message.text()));
    await page.goto(storefront);
    return page;
  }

  test("is on another origin, with a policy that allows neither inline styles nor frames", async () => {
    assert.notEqual(new URL(storefront).hostname, new URL(demo.origin).hostname);
    const policy = (await fetch(storefront)).headers.get("content-security-policy");
    assert.match(policy, /style-src 'self';/);
    assert.doesNotMatch(policy, /unsafe|frame-src/);
  });

  test("leads from an order to the form about it, signed in", async () => {
    const page = await visitShop();
    const button = page.locator("#ask-order").getByRole("button", { name: "Vprašajte prodajalca" });
    const { height } = await button.boundingBox();
    assert.ok(height >= 44, `the button is ${height} pixels high, so its style was refused`);
    assert.deepEqual(await page.context().cookies(), [], "cookies before anybody pressed it");
    await accessible(page);
    await fits(page);
    await screenshot(page, "storefront", { size: sizes.wide, theme: "light" });
    await button.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.origin === demo.origin && ["/ask", "/conversations"].some((path) => url.pathname.startsWith(path)));
    await page.locator("#text").waitFor();
    assert.equal(new URL(page.url()).searchParams.get("token"), null, "the token stays in no address");
    assert.deepEqual(page.problems, []);
    await page.context().close();
  });

  test("speaks the language it is told, and leads to a listing and to the own conversations", async () => {
    const page = await visitShop({ size: sizes.narrow, theme: "dark" });
    await screenshot(page, "storefront", { size: sizes.narrow, theme: "dark" });
    await page.locator("#ask-listing").getByRole("button", { name: "Ask the seller" }).click();
    await page.waitForURL((url) => url.origin === demo.origin && url.pathname !== "/enter");
    await page.locator("#text").waitFor();
    await page.goto(storefront);
    await page.locator("#mine").getByRole("button", { name: "Moja sporočila" }).click();
    await page.waitForURL(`${demo.origin}/conversations`);
    assert.deepEqual(page.problems, []);
    await page.context().close();
  });

  test("tells somebody who is not signed in, and can be pressed again", async () => {
    const page = await visitShop();
    const place = page.locator("#ask-stranger");
    await place.getByRole("button").click();
    await place.getByText("Najprej se prijavite v tržnico.").waitFor();
    assert.equal(await place.getByRole("button").getAttribute("aria-disabled"), "false");
    assert.equal(page.url(), storefront);
    // The browser itself reports the 401; nothing else may be there.
    assert.deepEqual(page.problems.filter((said) => !said.includes("401")), []);
    await page.context().close();
  });
});
