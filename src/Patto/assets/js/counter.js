/** Tells how many characters are left, under every text with data-counter; spoken only when few are left. */
export function countCharacters() {
  for (const area of document.querySelectorAll('[data-counter]')) {
    const told = document.getElementById(area.dataset.counter);
    const spoken = told.nextElementSibling;
    const update = () => {
      const left = area.maxLength - area.value.length;
      told.textContent = told.dataset.left.replace('{0}', left);
      told.classList.toggle('over', left <= 0);
      spoken.textContent = left <= 20 ? told.textContent : '';
    };
    area.addEventListener('input', update);
    update();
  }
}
