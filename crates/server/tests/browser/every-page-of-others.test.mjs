// Every page that buyers, staff and strangers see, in both languages, themes and widths.

import { everyPageOf } from "./support/every-page.mjs";

everyPageOf("buyers, staff and strangers", [
  "nobody", "halfSignedIn", "buyer", "buyerAsks", "buyerWaived", "buyerTakenOver", "buyerCalls", "buyerWaits",
  "moderator", "administrator", "auditor",
]);
