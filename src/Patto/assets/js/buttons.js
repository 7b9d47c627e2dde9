/** Copies the text of [data-copy] and says so. */
export function copyButtons() {
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.querySelector('[role=status]').textContent = button.dataset.done;
    });
  }
}

export function printButtons() {
  for (const button of document.querySelectorAll('[data-print]')) button.addEventListener('click', () => window.print());
}
