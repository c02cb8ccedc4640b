// One page in both themes and both widths: accessible, narrow enough, large enough to touch, and photographed.

import assert from "node:assert/strict";
import { accessible, accessibleInColours, fits, sizes, touchable } from "./chromium.mjs";
import { screenshot } from "./screenshot.mjs";
import { press } from "./story.mjs";

export const languages = { en: "English", sl: "Slovenščina" };

/** By day and by night; what is the same in both is looked at by day on a desk and by night on a phone. */
const looks = [
  { width: "wide", theme: "light", whole: true },
  { width: "wide", theme: "dark" },
  { width: "narrow", theme: "dark", whole: true },
  { width: "narrow", theme: "light" },
];

/** Looks at the page in both widths and themes, in `picture` as people find it, then with all that lies folded. */
export async function inAllLooks(page, picture) {
  for (const { width, theme } of looks) {
    await screenshot(page, `${picture}.${width}.${theme}`, { size: sizes[width], theme, whole: true });
  }
  await unfold(page);
  await faultless(page, { all: true });
}

/** Looks at the page as it stands in both widths and themes, or by day on a desk and by night on a phone alone. */
export async function faultless(page, { all }) {
  for (const look of looks.filter(({ whole }) => all || whole)) await faultlessIn(page, look);
}

/** Looks at the page with all that lies folded, by day on a desk and by night on a phone. */
export async function inTwoLooks(page) {
  await unfold(page);
  await faultless(page, { all: false });
}

async function faultlessIn(page, { width, theme, whole }) {
  await page.setViewportSize(sizes[width]);
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  if (!whole) return accessibleInColours(page);
  await accessible(page);
  await fits(page);
  if (width === "narrow") await touchable(page);
}

function unfold(page) {
  return page.evaluate(() => {
    for (const folded of document.querySelectorAll("details:not(.menu)")) folded.open = true;
  });
}

/** Switches the language as people do, and comes back. */
export async function speak(page, language, address) {
  if ((await page.locator("html").getAttribute("lang")) === language) return;
  const menu = page.locator(".page-menu > summary");
  if (await menu.count()) await menu.click();
  await press(page, languages[language]);
  await page.goto(address);
  assert.equal(await page.locator("html").getAttribute("lang"), language);
}
