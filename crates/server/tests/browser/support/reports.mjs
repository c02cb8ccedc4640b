// What browsers report of the content security policy: a proxy in front of the service that adds an address for the
// reports to the policy, and keeps what comes there.

import { createServer, request } from "node:http";

const policy = "content-security-policy";
const reportsTo = "/reports-of-the-policy";

/** The same hostile words, on pages of the proxy's own: where the policy stops them, and where nothing does. */
export const controls = { stopped: "/control/stopped", running: "/control/running" };

/** Starts it; `to(port)` says where the service is, `reports` is what has come, `controls(html)` what its own pages show. */
export async function startReports() {
  const reports = [];
  let target = null;
  let shown = "";
  let learnt = "";
  const server = createServer((asked, answer) => {
    if (asked.url === reportsTo) {
      const parts = [];
      asked.on("data", (part) => parts.push(part));
      asked.on("end", () => {
        reports.push(Buffer.concat(parts).toString());
        answer.writeHead(204).end();
      });
      return;
    }
    if (asked.url === controls.stopped || asked.url === controls.running) {
      const headers = { "content-type": "text/html; charset=utf-8" };
      if (asked.url === controls.stopped) headers[policy] = learnt;
      answer.writeHead(200, headers).end(`<!doctype html><title>Control</title><body>${shown}`);
      return;
    }
    const { method, url, headers } = asked;
    const passed = request({ host: "127.0.0.1", port: target, method, path: url, headers }, (from) => {
      const given = { ...from.headers };
      if (given[policy]) {
        given[policy] += `; report-uri ${reportsTo}`;
        learnt = given[policy];
      }
      answer.writeHead(from.statusCode, given);
      from.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    answer.on("close", () => passed.destroy());
    asked.pipe(passed);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    reports,
    to: (port) => (target = port),
    controls: (html) => (shown = html),
    stop,
  };
}
