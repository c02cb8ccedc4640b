// Every page that agents, owners and those whom they invite see, in both languages, themes and widths.

import { everyPageOf } from "./support/every-page.mjs";

everyPageOf("sellers", ["agent", "owner", "stranger", "reader"], {
  DOPIS_SIGN_IN__AGENTS_WITH_PASSWORD: "true",
});
