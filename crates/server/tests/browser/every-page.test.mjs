// None of the service's addresses is missing among the pages that are looked at, and nobody's pages are left out.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { pages, parts } from "./support/pages.mjs";

/** Addresses that the story reads off a page. */
const readOff = { "{questions}": "/figures/conversations" };

describe("every page of the service", () => {
  test("is looked at: none of the addresses is missing", async () => {
    const folder = new URL("../../src/routes/pages/", import.meta.url);
    const files = (await readdir(folder)).map((name) => readFile(new URL(name, folder), "utf8"));
    const routes = (await Promise.all(files)).join("\n");
    const got = routes.matchAll(/endpoint\(\s*(?:Method::GET|get(?:(?:\.clone)?\(\))?),\s*"([^"]+)"/g);
    const served = [...got].map(([, path]) => path.replace(/\{[^}]+\}/g, "{}"));
    const patterns = Object.values(pages).flatMap((paths) => Object.values(paths));
    const looked = patterns.map((pattern) => (readOff[pattern] ?? pattern).split("?")[0]);
    // `/rules/new` is no example of `/rules/{}`.
    const isLookedAt = (path) => looked.some((one) => one === path || (shape(path).test(one) && !served.includes(one)));
    assert.ok(served.length >= 40, "the list of addresses could not be read");
    assert.deepEqual(served.filter((path) => !isLookedAt(path) && !parts.includes(path)), []);
  });

  test("is looked at in one of the files", async () => {
    const folder = new URL(".", import.meta.url);
    const names = (await readdir(folder)).filter((name) => name.startsWith("every-page-of-"));
    const files = await Promise.all(names.map((name) => readFile(new URL(name, folder), "utf8")));
    const left = Object.keys(pages).filter((person) => !files.some((file) => file.includes(`"${person}"`)));
    assert.deepEqual(left, []);
  });
});

/** The addresses that a route with `{}` in it serves. */
function shape(path) {
  const parts = path.split("{}").map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]+")}$`);
}
