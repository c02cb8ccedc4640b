// Shows or hides what belongs to a time: data-from appears at that instant, data-until goes away.
const LONGEST_MS = 6 * 60 * 60 * 1000;

const at = (element, instant, what) => {
  const left_ms = new Date(instant) - Date.now();
  if (left_ms <= 0) what(element);
  else setTimeout(() => at(element, instant, what), Math.min(left_ms + 50, LONGEST_MS));
};

for (const element of document.querySelectorAll("[data-from]")) at(element, element.dataset.from, (form) => (form.hidden = false));
for (const element of document.querySelectorAll("[data-until]")) at(element, element.dataset.until, (text) => (text.hidden = true));
