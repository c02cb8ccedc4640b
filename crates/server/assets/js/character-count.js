// Counts the characters of a text field against data-limit, and says so before it is too late.
const SHOWN_FROM = 0.9;

for (const counter of document.querySelectorAll("[data-counts]")) {
  const field = document.getElementById(counter.dataset.counts);
  const limit = Number(field.dataset.limit);
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const initial = counter.textContent;
  const count = () => {
    const length = [...field.value].length;
    const near = length >= limit * SHOWN_FROM;
    counter.textContent = near ? `${numbers.format(length)} / ${numbers.format(limit)}` : initial;
    counter.classList.toggle("is-near", near);
    counter.classList.toggle("is-over", length > limit);
    field.toggleAttribute("data-over", length > limit);
    if (length > limit) field.setAttribute("aria-invalid", "true");
    else if (!field.hasAttribute("data-refused")) field.removeAttribute("aria-invalid");
  };
  field.addEventListener("input", count);
  count();
}
