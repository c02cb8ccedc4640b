// A small proxy in front of several nodes, as a marketplace has one: which node answers can change under open pages.

import { connect, createServer } from "node:net";

/** Starts it; `to(port)` leads to a node, `to(null)` to none, and cuts what is open. */
export async function startProxy() {
  let target = null;
  const open = new Set();
  const server = createServer((client) => {
    if (target === null) return client.destroy();
    const node = connect(target, "127.0.0.1");
    for (const [from, into] of [[client, node], [node, client]]) {
      open.add(from);
      from.pipe(into);
      from.on("error", () => into.destroy());
      from.on("close", () => {
        open.delete(from);
        into.destroy();
      });
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  const to = (next) => {
    target = next;
    for (const socket of open) socket.destroy();
  };
  const stop = () => {
    to(null);
    return new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://127.0.0.1:${port}`, to, stop };
}
