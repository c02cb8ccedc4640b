// What people do on the pages, one function for each thing; each ends on the page that answers it.

import assert from "node:assert/strict";
import { expectText } from "./expect.mjs";
import { sizes, visit } from "./chromium.mjs";
import { enter } from "./hand-off.mjs";
import { seller, staff } from "./marketplace.mjs";

/** A buyer comes from the marketplace, with a phone. */
export function buyerEnters(browser, service, sub, to, options) {
  const address = service.origin + enter({ kind: "buyer", sub }, to);
  return visit(browser, address, { size: sizes.narrow, ...options });
}

/** An agent comes from the marketplace, at a desk. */
export function agentEnters(browser, service, sub, to, options) {
  const address = service.origin + enter({ kind: "agent", sub, seller: seller.id }, to);
  return visit(browser, address, { size: sizes.wide, ...options });
}

/** A person of the marketplace signs in at a desk. */
export async function staffSignsIn(browser, service, { email }, to, options) {
  const page = await visit(browser, `${service.origin}/sign-in?${new URLSearchParams({ to })}`, options);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(staff.password);
  await press(page, "Sign in");
  return page;
}

/** Presses a button and waits for the page that answers; returns its status. */
export async function press(page, name) {
  const button = page.getByRole("button", { name, exact: true });
  const answered = page.waitForResponse((response) => response.request().isNavigationRequest() && response.status() !== 303);
  await Promise.all([answered, page.waitForEvent("domcontentloaded"), button.click()]);
  return (await answered).status();
}

/** Presses a button of the menu in the page's head. */
export async function pressInMenu(page, name) {
  await page.locator(".page-menu > summary").click();
  return press(page, name);
}

/** Writes on the page of a conversation; `status` is what the answer must have. */
export async function write(page, text, button, status = 200) {
  await page.locator("textarea#text").fill(text);
  assert.equal(await send(page, button), status, `answer to “${text.slice(0, 50)}”`);
}

/** Presses the button under a message and waits until it has arrived, with or without a new page; returns the status. */
export async function send(page, name) {
  const isAnswer = (response) => {
    const request = response.request();
    const first = request.redirectedFrom() ?? request;
    return first.method() === "POST" && /\/(messages|conversations)$/.test(new URL(first.url()).pathname) && response.status() !== 303;
  };
  const answered = page.waitForResponse(isAnswer);
  const loaded = page.waitForEvent("domcontentloaded").catch(() => {});
  await page.getByRole("button", { name, exact: true }).click();
  const response = await answered;
  if (response.request().isNavigationRequest()) await loaded;
  else await page.waitForFunction(() => document.querySelector("li[data-sending]:not(.is-failed)") === null);
  return response.status();
}

/** Fails unless the page says that this was done. */
export async function told(page, notice) {
  await expectText(page.locator(".notice.is-done"), notice);
}

/** The words after "by" in the line that says until when the seller must answer. */
export async function until(page) {
  const line = await page.locator(".promise").first().innerText();
  const [, words] = line.match(/ by (.+?)\.(?:\s|$)/) ?? assert.fail(`no time in: ${line}`);
  return words;
}

/** The state of the conversation in its page's head. */
export function chip(page) {
  return page.locator(".thread-header .chip").innerText();
}

/** The texts of the messages, in order. */
export function messages(page) {
  return page.locator(".message .message-text").allInnerTexts();
}
