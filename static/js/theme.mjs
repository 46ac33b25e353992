/** Light, dark or the system's colours; kept in a cookie so that the server can draw it at once. */
const YEAR = 31536000;

export default function theme(fieldset) {
  const chosen = document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1] ?? "";
  show(chosen);
  for (const input of fieldset.querySelectorAll("input")) input.checked = input.value === chosen;
  fieldset.hidden = false;
  fieldset.addEventListener("change", ({ target }) => {
    show(target.value);
    const age = target.value ? YEAR : 0;
    document.cookie = `theme=${target.value}; path=/; max-age=${age}; samesite=lax`;
  });
}

function show(value) {
  if (value) document.documentElement.dataset.theme = value;
  else delete document.documentElement.dataset.theme;
}
