/** A button that copies data-copy and says so in its own words (data-copied). */
export default function copy(button) {
  if (!navigator.clipboard) return;
  const label = button.querySelector("[data-label]") ?? button;
  const words = label.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    label.textContent = button.dataset.copied;
    setTimeout(() => { label.textContent = words; }, 3000);
  });
}
