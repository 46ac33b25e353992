/** Video or sound: a choice of speed, and the second where one stopped, kept on this device. */
export default function media(box) {
  const player = box.querySelector("video, audio");
  const speed = box.querySelector("select");
  if (speed) {
    speed.closest("[hidden]")?.removeAttribute("hidden");
    speed.addEventListener("change", () => { player.playbackRate = Number(speed.value); });
  }
  const key = `media:${player.querySelector("source")?.src ?? player.src}`;
  const kept = Number(localStorage.getItem(key));
  player.addEventListener("loadedmetadata", () => {
    if (kept > 5 && kept < player.duration - 5) player.currentTime = kept;
  });
  player.addEventListener("pause", () => localStorage.setItem(key, String(Math.floor(player.currentTime))));
}
