// What the marketplace does to hand over somebody who is signed in there.

import { createHmac, randomUUID } from "node:crypto";

export const audience = "dopis";
export const secret = "a secret of these browser tests alone";

/** The path that signs in the person of these claims (`kind`, `sub`, and `seller` for agents) and lands on `to`. */
export function enter(claims, to = "/") {
  const query = new URLSearchParams({ token: token(claims), to });
  return `/enter?${query}`;
}

/** A token as good as the marketplace's own. */
export function token(claims) {
  const now = Math.floor(Date.now() / 1000);
  const all = { aud: audience, iat: now, exp: now + 120, jti: randomUUID(), ...claims };
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(all)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
