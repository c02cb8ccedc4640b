// Puts a quick reply into the message at the caret, and says which variables still have no value.
const known = /\{\{\s*(?:buyer|order|tracking|carrier|expected|deadline|seller|agent)\s*\}\}/g;

// Looked up each time: the form may have been replaced by the server's answer.
const fieldOf = () => document.querySelector("#composer textarea");

function showGaps() {
  const [field, gaps] = [fieldOf(), document.querySelector("[data-gaps-of]")];
  if (!field || !gaps) return;
  const found = [...new Set(field.value.match(known) ?? [])];
  gaps.hidden = found.length === 0;
  gaps.querySelector("ul").replaceChildren(...found.map(gapButton));
}

function gapButton(gap) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = gap;
  button.addEventListener("click", () => choose(gap, 0));
  item.append(button);
  return item;
}

function choose(gap, from) {
  const field = fieldOf();
  const at = field.value.indexOf(gap, from);
  field.focus();
  if (at >= 0) field.setSelectionRange(at, at + gap.length);
}

async function fill(url, begin, end) {
  const field = fieldOf();
  const headers = { "x-csrf-token": field.form.elements.csrf.value };
  const answer = await fetch(url, { method: "POST", headers }).catch(() => null);
  if (!answer?.ok) return false;
  const { text } = await answer.json();
  field.setRangeText(text, begin, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  const [gap] = text.match(known) ?? [];
  if (gap) choose(gap, begin);
  return true;
}

document.addEventListener("input", (event) => {
  if (event.target === fieldOf()) showGaps();
});
document.addEventListener("live:page", showGaps);
showGaps();

document.addEventListener("click", async (event) => {
  const item = event.target.closest?.("[data-filling]");
  const field = fieldOf();
  if (!item || !field) return;
  event.preventDefault();
  const done = await fill(item.dataset.filling, field.selectionStart, field.selectionEnd);
  // Without an answer the form itself is sent, which says what is wrong and loses nothing.
  if (!done) field.form.requestSubmit(item.querySelector("button"));
  else item.closest("details")?.removeAttribute("open");
});

// From the suggestions while typing, and from the palette.
document.addEventListener("dopis:fill", ({ detail }) => {
  const field = fieldOf();
  if (field) fill(detail.url, detail.begin ?? field.selectionStart, detail.end ?? field.selectionEnd);
});
