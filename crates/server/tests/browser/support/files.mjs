// Files as people and liars make them, and what pages show of files on their way.

import { readFile } from "node:fs/promises";
import { createServer, connect } from "node:net";
import { fileURLToPath } from "node:url";
import { crc32, deflateSync } from "node:zlib";

/** A photo that tells where and with what it was taken; the words that must not be kept stand in it. */
export const photoPath = fileURLToPath(new URL("../../it/files/photo.jpg", import.meta.url));
export const photo = await readFile(photoPath);
export const secret = "SECRET-46.0569N-14.5058E";

export const rows = (page) => page.locator(".attach-item");
export const row = (page, name) => page.locator(".attach-item", { hasText: name });

/** Waits until so many files can be sent. */
export function ready(page, count, timeout = 10_000) {
  const all = (count) => document.querySelectorAll('.attach-item[data-state="ready"]').length === count;
  return page.waitForFunction(all, count, { timeout });
}

/** A picture of noise, which no packing makes smaller: three bytes for each pixel. */
export function picture(width, height) {
  const line = 1 + 3 * width;
  const pixels = Buffer.alloc(line * height);
  for (let at = 0, mixed = 1; at < pixels.length; at += 1) {
    mixed = (Math.imul(mixed, 1_103_515_245) + 12_345) >>> 0;
    pixels[at] = at % line === 0 ? 0 : mixed >>> 24;
  }
  return png(width, height, deflateSync(pixels, { level: 1 }));
}

/** A file of some hundred bytes that states to be a picture of 3.6 thousand million pixels. */
export const bomb = () => png(60_000, 60_000, deflateSync(Buffer.alloc(100)));

export const text = (bytes) => Buffer.alloc(bytes, "Meter 12345\n");

/** As `setInputFiles` wants it. */
export const chosen = (name, buffer, mimeType = "text/plain") => ({ name, mimeType, buffer });

/** Lets files fall onto the page's form, or pastes them into it. */
export async function bring(page, kind, ...files) {
  const carried = files.map(([name, type, buffer]) => ({ name, type, base64: Buffer.from(buffer).toString("base64") }));
  await page.evaluate(
    ([kind, files]) => {
      const data = new DataTransfer();
      for (const { name, type, base64 } of files) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      const event =
        kind === "paste"
          ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
      document.querySelector("textarea#text").dispatchEvent(event);
    },
    [kind, carried],
  );
}

/**
 * A line to a service that can be cut: `cutAfter(bytes)` breaks it once so much more has gone to the service,
 * `mend()` lets it work again. `sent()` is how many bytes have gone to the service in all.
 */
export async function openLine() {
  const open = new Set();
  let target;
  let sent = 0;
  let cutAt = Infinity;
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    const end = () => (near.destroy(), far.destroy(), open.delete(end));
    open.add(end);
    for (const socket of [near, far]) socket.on("error", end).on("close", end);
    if (sent >= cutAt) return end();
    near.on("data", (data) => {
      sent += data.length;
      if (sent >= cutAt) for (const end of open) end();
      else far.write(data);
    });
    far.on("data", (data) => near.write(data));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    leadsTo: (port) => (target = port),
    sent: () => sent,
    cutAfter: (bytes) => (cutAt = sent + bytes),
    mend: () => (cutAt = Infinity),
    close() {
      for (const end of open) end();
      server.close();
    },
  };
}

/** Where the pieces began that the page has sent, in order. */
export function pieces(page) {
  const offsets = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith("/bytes")) offsets.push(Number(searchParams.get("offset")));
  });
  return offsets;
}

function png(width, height, packed) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", packed), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(kind, body) {
  const typed = Buffer.concat([Buffer.from(kind), body]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(body.length, 0);
  around.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([around.subarray(0, 4), typed, around.subarray(4)]);
}
