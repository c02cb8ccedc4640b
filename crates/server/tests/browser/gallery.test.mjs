// Every page with sample data, in Slovene in both widths and themes and in English in two of them: accessible, narrow enough for a phone, and without faults.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { faultless } from "./support/all-looks.mjs";
import { finish, launch, visit } from "./support/chromium.mjs";
import { serveFolder } from "./support/folder.mjs";

const gallery = fileURLToPath(new URL("../../../../target/gallery/", import.meta.url));
const pages = (await readdir(gallery)).filter((name) => name.endsWith(".html")).sort();

describe("every page", () => {
  let browser, server, page;

  before(async () => {
    browser = await launch();
    server = await serveFolder(gallery);
    page = await visit(browser, `${server.origin}/${pages[0]}`);
    // Every sample stands alone: what one keeps for its conversation, the next would ask the service for.
    await page.addInitScript(() => {
      sessionStorage.clear();
      localStorage.clear();
    });
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
    test(`${name} is accessible, fits and can be touched, by day and by night`, async () => {
      await page.goto(`${server.origin}/${name}`);
      await faultless(page, { all: name.endsWith(".sl.html") });
      assert.deepEqual(page.problems.splice(0), []);
    });
  }

  test("did nothing that a page must not", () => finish(page));
});
