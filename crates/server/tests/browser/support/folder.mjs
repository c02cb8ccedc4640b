// Serves the files of a folder under the strictest policy a page of Dopis has to live with.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

export const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'";

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Stands for the pictures that sample pages name. */
const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 4"><rect width="3" height="4" fill="#8a9a5b"/><circle cx="1.5" cy="2" r="1" fill="#e0b040"/></svg>';

/** Serves `folder` on a free port; `close()` ends it. */
export async function serveFolder(folder) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    response.setHeader("content-security-policy", policy);
    if (path.endsWith("/thumbnail")) {
      response.setHeader("content-type", types[".svg"]);
      return response.end(picture);
    }
    response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
    try {
      response.end(await readFile(join(folder, path)));
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}
