// Screenshots: thrown away below target, or kept in docs/screenshots when asked to.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { sizes } from "./chromium.mjs";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));
const keep = process.env.DOPIS_SCREENSHOTS === "1";
const folder = `${root}${keep ? "docs" : "target"}/screenshots`;

/** Photographs the page as it stands in `size` and `theme`, and returns the file's path. */
export async function screenshot(page, name, { size = sizes.wide, theme = "light" } = {}) {
  await mkdir(folder, { recursive: true });
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  const path = `${folder}/${name}.png`;
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  return path;
}
