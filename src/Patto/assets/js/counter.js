/** Tells how many characters are left or too many, under every text with data-counter; spoken only when few are left.
 * Nothing is ever cut. */
export function countCharacters() {
  for (const area of document.querySelectorAll('[data-counter]')) {
    const told = document.getElementById(area.dataset.counter);
    const spoken = told.nextElementSibling;
    const update = () => {
      const left = area.dataset.limit - area.value.length;
      told.textContent = (left < 0 ? told.dataset.over : told.dataset.left).replace('{0}', Math.abs(left));
      told.classList.toggle('over', left < 0);
      spoken.textContent = left <= 20 ? told.textContent : '';
    };
    area.addEventListener('input', update);
    update();
  }
}
