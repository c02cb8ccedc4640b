// What a page must show.

import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";

const soon_ms = 5_000;

/** Fails unless the element is there, alone, visible, and soon holds or matches the text. */
export async function expectText(locator, expected) {
  await locator.waitFor({ state: "visible" });
  const read = async () => (await locator.innerText()).trim();
  const holds = (text) => (expected instanceof RegExp ? expected.test(text) : text.includes(expected));
  const end = Date.now() + soon_ms;
  let text = await read();
  while (!holds(text) && Date.now() < end) {
    await setTimeout(50);
    text = await read();
  }
  assert.ok(holds(text), `expected “${expected}” in “${text}”`);
}

/** Fails if the text stands anywhere in the page, shown or not. */
export async function nowhere(page, text) {
  const content = await page.content();
  assert.ok(!content.includes(text), `“${text}” must not be on ${page.url()}`);
}
