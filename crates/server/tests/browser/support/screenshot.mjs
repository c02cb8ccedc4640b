// Screenshots below target, to look at; those of the readme go to docs/screenshots when asked to.

import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { sizes } from "./chromium.mjs";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));
const keep = process.env.DOPIS_SCREENSHOTS === "1";

/** Photographs the page as it stands in `size` and `theme`, `whole` or as much as fits; returns the file's path. */
export async function screenshot(page, name, options = {}) {
  const { size = sizes.wide, theme = "light", whole = false, readme = false } = options;
  const folder = `${root}${keep && readme ? "docs" : "target"}/screenshots`;
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  const path = `${folder}/${name}.png`;
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: whole, animations: "disabled", caret: "hide" });
  return path;
}
