// Says while somebody writes which words may lead out of the marketplace, why, and what to do instead.
const PAUSE_MS = 100;
const known = new WeakSet();

/** Where a code point begins in the text as the field counts. */
const unitAt = (signs, place) => signs.slice(0, place).join("").length;

function attach(field) {
  if (known.has(field)) return;
  known.add(field);
  const said = field.form.querySelector("[data-found-said]");
  let timer = null;
  let asking = null;
  let checked = null;

  function show(text, findings) {
    const signs = [...text];
    const box = field.form.querySelector("[data-found]");
    const items = findings.map((finding) => {
      const item = document.createElement("li");
      const words = document.createElement("q");
      words.textContent = signs.slice(finding.start, finding.end).join("");
      const select = document.createElement("button");
      select.type = "button";
      select.className = "button is-plain";
      select.textContent = box.dataset.select;
      select.addEventListener("click", () => {
        field.focus();
        field.setSelectionRange(unitAt(signs, finding.start), unitAt(signs, finding.end));
      });
      const then = finding.measure === "allow" ? [] : [" ", finding.then];
      item.append(words, " ", finding.why, " ", finding.instead, ...then, " ", select);
      return item;
    });
    const had = !box.hidden;
    box.querySelector("ul").replaceChildren(...items);
    box.hidden = items.length === 0;
    const told = findings.map((finding) => finding.why).join(" ");
    const now = told === "" && had ? box.dataset.none : told;
    if (said.textContent !== now) said.textContent = now;
  }

  async function check() {
    const text = field.value;
    if (text === checked) return;
    asking?.abort();
    // Nothing to look through, or more than can be sent.
    if (text.trim() === "" || [...text].length > Number(field.dataset.limit)) {
      checked = text;
      return show(text, []);
    }
    asking = new AbortController();
    const headers = { "content-type": "application/json", "x-csrf-token": field.form.elements.csrf.value };
    const body = JSON.stringify({ conversation: field.dataset.check, text: text.toWellFormed() });
    try {
      const answer = await fetch("/api/v1/messages/check", { method: "POST", headers, body, signal: asking.signal });
      // What could not be looked through now is looked through when it is sent.
      if (!answer.ok) return;
      const { findings } = await answer.json();
      if (field.value !== text) return;
      checked = text;
      show(text, findings);
    } catch (error) {
      if (error.name !== "AbortError" && error.name !== "TypeError") throw error;
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE_MS);
  });
}

const attachAll = () => document.querySelectorAll("textarea[data-check]").forEach(attach);
attachAll();
// The form may have been replaced by the server's answer.
document.addEventListener("live:page", attachAll);
