/**
 * Keeps what is typed into a form until the server has taken it.
 *
 * The words live in this tab's sessionStorage. They come back when the form is shown again with that
 * field empty (a lost connection, an expired session, a reload) and go when a page says "done".
 */
const PREFIX = "keep:";
const SKIP = new Set(["hidden", "password", "file", "submit", "button"]);

export default function keep(form) {
  const key = PREFIX + (form.dataset.keep || form.id || form.action);
  if (document.querySelector(".notice--done, .notice--success")) sessionStorage.removeItem(key);
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}");
  if (restore(form, kept)) form.querySelector("[data-kept]")?.removeAttribute("hidden");

  form.addEventListener("input", () => {
    sessionStorage.setItem(key, JSON.stringify(read(form)));
  });
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !SKIP.has(field.type));
}

function read(form) {
  const words = {};
  for (const field of fields(form)) {
    if (field.type !== "checkbox" && field.type !== "radio") words[field.name] = field.value;
    else if (field.checked) (words[field.name] ??= []).push(field.value);
  }
  return words;
}

function restore(form, words) {
  let restored = false;
  for (const field of fields(form)) {
    const value = words[field.name];
    if (value === undefined) continue;
    if (Array.isArray(value)) {
      const group = fields(form).filter((other) => other.name === field.name);
      const touched = group.some((other) => other.defaultChecked);
      if (touched || field.checked || !value.includes(field.value)) continue;
      field.checked = true;
    } else {
      if (field.value || !value) continue;
      field.value = value;
    }
    restored = true;
  }
  return restored;
}
