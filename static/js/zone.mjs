/** Tells the form in which time zone the browser is; without it the form says UTC. */
export default function zone(marker) {
  const field = document.getElementById(marker.dataset.for);
  if (field && !field.value) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
