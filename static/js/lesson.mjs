/**
 * A lesson page: the outline, and where one reads.
 *
 * The outline is open at the side on a wide screen and a closed drawer on a phone. The server is told
 * which block was read last, so that another device can go on there.
 */
const EVERY = 15000;

export default function lesson(part) {
  if (part.matches("details")) outline(part);
  else position(part);
}

function outline(details) {
  const wide = matchMedia("(min-width: 60rem)");
  const follow = () => { details.open = wide.matches; };
  follow();
  wide.addEventListener("change", follow);
  const here = details.querySelector("[aria-current=page]");
  const box = details.parentElement;
  if (here && wide.matches) box.scrollTop = here.offsetTop - box.clientHeight / 3;
}

function position(article) {
  const blocks = [...article.querySelectorAll("[data-block]")];
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const address = article.dataset.positionUrl;
  let told = article.dataset.position ?? "";

  const here = () => blocks.findLast((block) => block.getBoundingClientRect().top < innerHeight / 2);
  const tell = () => {
    const block = here()?.dataset.block;
    if (!token || !address || !block || block === told) return;
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token);
    body.append("position", block);
    if (navigator.sendBeacon(address, body)) told = block;
  };
  setInterval(tell, EVERY);
  document.addEventListener("visibilitychange", () => { if (document.hidden) tell(); });
}
