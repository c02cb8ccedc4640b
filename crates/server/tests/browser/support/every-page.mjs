// The tests that look at every page of some people.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { inAllLooks, inTwoLooks, languages, speak } from "./all-looks.mjs";
import { finish } from "./chromium.mjs";
import { everyRecord } from "./every-record.mjs";
import { pages, refused } from "./pages.mjs";

/** Defines a test for each page of these people in each language; `settings` are those of the service. */
export function everyPageOf(whose, who, settings) {
  describe(`every page of ${whose}`, () => {
    let story;

    before(async () => (story = await everyRecord(settings)));
    after(() => story?.close());

    for (const [language, name] of Object.entries(languages)) {
      for (const [person, picture, pattern] of who.flatMap(pagesOf)) {
        test(`${picture} in ${name}`, async () => {
          const page = story.people[person];
          const address = story.service.origin + filled(pattern, story.records);
          const answer = await page.goto(address);
          assert.equal(answer.status(), refused[picture] ?? 200);
          await speak(page, language, address);
          if (language === "sl") await inAllLooks(page, `pages/${picture}`);
          else await inTwoLooks(page);
        });
      }
    }

    test("does nothing that a page must not", async () => {
      for (const page of Object.values(story.people)) await finish(page);
    });
  });
}

const pagesOf = (person) => Object.entries(pages[person]).map(([picture, pattern]) => [person, picture, pattern]);

function filled(pattern, records) {
  const value = (name) => records[name] ?? assert.fail(`the story has no ${name}`);
  // An address as a whole is one already.
  if (/^\{\w+\}$/.test(pattern)) return value(pattern.slice(1, -1));
  return pattern.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(value(name)));
}
