// Chromium with pages that note everything a page of Dopis must not do.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const switches = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const fingerLeast_px = 43.5;

export const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };

/** Starts Chromium; `chromium.close()` ends it. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.DOPIS_CHROMIUM ?? "/usr/bin/chromium",
    args: switches,
  });
}

/**
 * A page in a context of its own: own cookies, own language, own size.
 * `beside` is another origin to which it leads.
 * `finish(page)` closes it and fails if it did anything forbidden on the way.
 */
export async function visit(browser, address, options = {}) {
  const { size = sizes.wide, theme = "light", locale = "en", javaScript = true, touch = false, beside } = options;
  const context = await browser.newContext({
    viewport: size,
    hasTouch: touch,
    locale,
    colorScheme: theme,
    reducedMotion: "reduce",
    javaScriptEnabled: javaScript,
  });
  context.setDefaultTimeout(10_000);
  const { origin } = new URL(address);
  const page = await context.newPage();
  page.problems = watch(page, origin);
  await context.route((url) => ![origin, beside].includes(url.origin) && url.protocol !== "data:", (route) => {
    page.problems.push(`request to a foreign host: ${route.request().url()}`);
    return route.abort();
  });
  await page.goto(address);
  return page;
}

/** Closes the page; fails on errors, policy violations and foreign requests. */
export async function finish(page) {
  await page.context().close();
  assert.deepEqual(page.problems, [], "the page did what it must not");
}

/** Takes out what the browser itself says about requests that were refused or could not be made. */
export function forgive(page, pattern) {
  page.problems = page.problems.filter((problem) => !pattern.test(problem));
}

/** Fails if axe-core finds anything, also what WCAG 2.2 added. */
export function accessible(page) {
  return faultless(page, { rules: { "target-size": { enabled: true } } });
}

/** Fails if axe-core finds anything that a theme alone can bring about; the rest was looked at in the other theme. */
export function accessibleInColours(page) {
  return faultless(page, { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } });
}

async function faultless(page, options) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (options) => globalThis.axe.run(document, { resultTypes: ["violations"], ...options }),
    options,
  );
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target}: ${failureSummary}`),
  );
  assert.deepEqual(found, [], `axe-core finds fault with ${page.url()}`);
}

/** Fails if the page is wider than the window, and names what sticks out first. */
export async function fits(page) {
  const [content, window, first] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const right = (element) => element.getBoundingClientRect().right;
    const wide = [...document.body.querySelectorAll("*")].find((it) => right(it) > clientWidth + 1);
    return [scrollWidth, clientWidth, wide?.outerHTML.slice(0, 200)];
  });
  assert.ok(content <= window, `${page.url()} is ${content} pixels wide in a window of ${window}, from ${first}`);
}

/** Fails if something to touch is smaller than a finger, WCAG 2.2 §2.5.5; links within text may be. */
export async function touchable(page) {
  const small = await page.evaluate((least_px) => {
    const targets = document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])");
    const found = [];
    for (const target of targets) {
      // The link of a row in a list reaches over the whole row.
      const area = (target.matches(".row-link") && target.closest("li, .card-row")) || target;
      const { width, height } = area.getBoundingClientRect();
      const shown = target.checkVisibility({ visibilityProperty: true }) && height > 1;
      // What a chart leads to, the table below it leads to as well.
      const inText = target.matches(".message-text a, p a, .skip, .chart-link");
      // A box or a circle is touched through its label.
      const touched = ["checkbox", "radio"].includes(target.type) ? target.labels[0].getBoundingClientRect() : { width, height };
      if (shown && !inText && (touched.height < least_px || touched.width < least_px)) {
        found.push(`${target.outerHTML.slice(0, 100)}: ${Math.round(width)} × ${Math.round(height)}`);
      }
    }
    return found;
  }, fingerLeast_px);
  assert.deepEqual(small, [], `too small to touch on ${page.url()}`);
}

function watch(page, origin) {
  const problems = [];
  const navigations = new Set();
  page.on("request", (request) => {
    const isForm = request.method() === "POST" && /\/messages$/.test(new URL(request.url()).pathname);
    if (request.isNavigationRequest() || isForm) navigations.add(withoutFragment(request.url()));
  });
  page.on("pageerror", (error) => problems.push(`error in the page: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const { url } = message.location();
    // A refused page is what its test looks at; a refused part of a page is a fault.
    const refusedPage = message.text().startsWith("Failed to load resource") && navigations.has(withoutFragment(url));
    // Foreign requests are noted where they are stopped.
    const stopped = url !== "" && URL.canParse(url) && new URL(url).origin !== origin;
    if (!refusedPage && !stopped) problems.push(`console: ${message.text()}`);
  });
  return problems;
}

function withoutFragment(url) {
  return url.split("#")[0];
}
