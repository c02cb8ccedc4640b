// Every page with sample data, in both languages: accessible, narrow enough for a phone, and without faults.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { accessible, finish, fits, launch, sizes, visit } from "./support/chromium.mjs";
import { serveFolder } from "./support/folder.mjs";

const gallery = fileURLToPath(new URL("../../../../target/gallery/", import.meta.url));
const pages = (await readdir(gallery)).filter((name) => name.endsWith(".html")).sort();

describe("every page", () => {
  let browser, server, page;

  before(async () => {
    browser = await launch();
    server = await serveFolder(gallery);
    page = await visit(browser, `${server.origin}/${pages[0]}`);
    // Samples name files of which there are none; the service would have them.
    const body = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>';
    await page.route("**/thumbnail", (route) => route.fulfill({ contentType: "image/svg+xml", body }));
  });

  after(async () => {
    await browser?.close();
    server?.close();
  });

  test("is in the gallery", () => assert.ok(pages.length >= 2, "the gallery is empty"));

  for (const name of pages) {
    test(`${name} is accessible and fits, by day on a desk and by night on a phone`, async () => {
      await page.setViewportSize(sizes.wide);
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      await page.goto(`${server.origin}/${name}`);
      await accessible(page);
      await fits(page);
      await page.setViewportSize(sizes.narrow);
      await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
      await accessible(page);
      await fits(page);
      assert.deepEqual(page.problems.splice(0), []);
    });
  }

  test("did nothing that a page must not", () => finish(page));
});
