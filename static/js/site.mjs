/** The one script of every page: menus, colours, and what the page asks for by data-module. */
for (const element of document.querySelectorAll("[data-module]")) {
  import(element.dataset.module).then((module) => module.default(element));
}
document.querySelectorAll("details.menu").forEach(menu);
document.querySelectorAll("fieldset.theme").forEach(theme);

// Whoever leaves takes the kept words along: nothing typed stays for the next person at this machine.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-forget]")) sessionStorage.clear();
});

/** A <details> menu that closes on Escape, on a click elsewhere and when the focus leaves it. */
function menu(details) {
  const close = () => { details.open = false; };
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    close();
    details.querySelector("summary").focus();
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) close();
  });
  document.addEventListener("click", (event) => {
    if (!details.contains(event.target)) close();
  });
}

/** Light, dark or the system's colours; kept in a cookie so that the server can draw it at once. */
function theme(fieldset) {
  const chosen = document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1] ?? "";
  show(chosen);
  for (const input of fieldset.querySelectorAll("input")) input.checked = input.value === chosen;
  fieldset.hidden = false;
  fieldset.addEventListener("change", ({ target }) => {
    show(target.value);
    const age = target.value ? 31536000 : 0;
    document.cookie = `theme=${target.value}; path=/; max-age=${age}; samesite=lax`;
  });
}

function show(value) {
  if (value) document.documentElement.dataset.theme = value;
  else delete document.documentElement.dataset.theme;
}
