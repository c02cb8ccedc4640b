// Says while somebody writes which words may lead out of the marketplace, why, and what to do instead.
const PAUSE_MS = 100;
const known = new WeakSet();

/** Where a code point begins in the text as the field counts. */
const unitAt = (signs, place) => signs.slice(0, place).join("").length;

/** The ids of the files that would go with the text. */
const filesOf = (form) =>
  [...form.querySelectorAll("[name=attachments]")].filter((it) => it.type === "hidden" || it.checked).map((it) => it.value);

/** Where the text would be sent: into a conversation, or into one that it opens. */
function placeOf(field) {
  if (field.dataset.check) return { conversation: field.dataset.check };
  const { seller, buyer, order, listing } = field.form.elements;
  const subject = order ? { kind: "order", id: order.value } : { kind: "listing", id: listing.value };
  return { seller: seller.value, buyer: buyer?.value, subject };
}

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
      const kind = document.createElement("strong");
      kind.textContent = finding.kind_name;
      const where = finding.place_name === null ? [] : [" ", finding.place_name];
      const words = document.createElement("q");
      words.textContent = finding.words;
      const select = document.createElement("button");
      select.type = "button";
      select.className = "button is-plain";
      select.textContent = box.dataset.select;
      select.addEventListener("click", () => {
        field.focus();
        field.setSelectionRange(unitAt(signs, finding.start), unitAt(signs, finding.end));
      });
      const then = finding.measure === "allow" ? [] : [" ", finding.then];
      const act = finding.place === "text" ? [" ", select] : [];
      item.append(kind, ...where, " ", words, " ", finding.why, " ", finding.instead, ...then, ...act);
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
    const attachments = filesOf(field.form);
    const wanted = JSON.stringify([text, attachments]);
    if (wanted === checked) return;
    asking?.abort();
    const nothing = text.trim() === "" && attachments.length === 0;
    // Nothing to look through, or more than can be sent.
    if (nothing || [...text].length > Number(field.dataset.limit)) {
      checked = wanted;
      return show(text, []);
    }
    asking = new AbortController();
    const headers = { "content-type": "application/json", "x-csrf-token": field.form.elements.csrf.value };
    const body = JSON.stringify({ ...placeOf(field), text: text.toWellFormed(), attachments });
    try {
      const answer = await fetch("/api/v1/messages/check", { method: "POST", headers, body, signal: asking.signal });
      // What could not be looked through now is looked through when it is sent.
      if (!answer.ok) return;
      const { findings } = await answer.json();
      if (field.value !== text) return;
      checked = wanted;
      show(text, findings);
    } catch (error) {
      if (error.name !== "AbortError" && error.name !== "TypeError") throw error;
    }
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE_MS);
  };
  field.addEventListener("input", later);
  field.form.addEventListener("attach:settled", later);
}

const attachAll = () => document.querySelectorAll("textarea[data-check]").forEach(attach);
attachAll();
// The form may have been replaced by the server's answer.
document.addEventListener("live:page", attachAll);
