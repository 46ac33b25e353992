/** The one script of every page: loads what the page asks for by data-module, and nothing else. */
for (const element of document.querySelectorAll("[data-module]")) {
  import(element.dataset.module).then((module) => module.default(element));
}

// Whoever leaves takes the kept words along: nothing typed stays for the next person at this machine.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-forget]")) sessionStorage.clear();
});
