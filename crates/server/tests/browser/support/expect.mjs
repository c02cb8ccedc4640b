// What a page must show.

import assert from "node:assert/strict";

/** Fails unless the element is there, alone, visible, and holds or matches the text. */
export async function expectText(locator, expected) {
  await locator.waitFor({ state: "visible" });
  const text = (await locator.innerText()).trim();
  if (expected instanceof RegExp) assert.match(text, expected);
  else assert.ok(text.includes(expected), `expected “${expected}” in “${text}”`);
}

/** Fails if the text stands anywhere in the page, shown or not. */
export async function nowhere(page, text) {
  const content = await page.content();
  assert.ok(!content.includes(text), `“${text}” must not be on ${page.url()}`);
}
