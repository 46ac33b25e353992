/** The course outline: open at the side on a wide screen, a closed drawer on a phone. */
export default function outline(details) {
  const wide = matchMedia("(min-width: 60rem)");
  const follow = () => { details.open = wide.matches; };
  follow();
  wide.addEventListener("change", follow);
  const here = details.querySelector("[aria-current=page]");
  const box = details.parentElement;
  if (here && wide.matches) box.scrollTop = here.offsetTop - box.clientHeight / 3;
}
