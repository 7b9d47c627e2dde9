/** Whoever is about to sign out reads what of theirs waits on this device and has not arrived: queue.js counts it. */
export function tellWhatWaits() {
  const told = document.getElementById('in-coda');
  if (!told) return;
  try {
    for (const key of Object.keys(localStorage).filter(k => k.startsWith(`coda:${told.dataset.account}/`))) {
      const { waits, page, kind } = JSON.parse(localStorage.getItem(key)), line = told.content.firstElementChild.cloneNode(true);
      const [one, many] = kind === 'arrivals' ? ['oneCame', 'manyCame'] : ['one', 'many'];
      line.querySelector('span').textContent = waits === 1 ? told.dataset[one] : told.dataset[many].replace('{0}', waits);
      line.querySelector('a').href = page;
      told.after(line);
    }
  } catch {
    // A browser that keeps nothing has nothing that waits.
  }
}
