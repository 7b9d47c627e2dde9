/** The clock of the projector goes on by itself, by the server's hour; when the page cannot be renewed it says since when. Without
 * this file the page shows the hour at which it was read. */
const clock = document.querySelector('[data-clock]'), part = document.getElementById('schermo');
if (clock && part) run();

function run() {
  const ahead = new Date(clock.dataset.clock) - Date.now();
  const stale = document.querySelector('[data-stale]'), told = document.querySelector('[data-told]');
  const hour = at => new Date(at + ahead).toLocaleTimeString('it-IT', { hour: 'numeric', minute: '2-digit', timeZone: 'Europe/Rome' })
    .replace(':', '.');
  const write = (place, words) => { if (place.textContent !== words) place.textContent = words; };
  const saying = () => part.querySelector('[data-say]')?.textContent.trim().replace(/\s+/g, ' ') ?? '';
  let fresh = Date.now(), said = saying();
  setInterval(() => write(clock, hour(Date.now())), 1000);
  part.addEventListener('fresh', () => {
    fresh = Date.now();
    write(stale, '');
    if (saying() === said) return;
    said = saying();
    write(told, said);
  });
  part.addEventListener('stale', () => write(stale, stale.dataset.stale.replace('{0}', hour(fresh))));
}
