/** A page where a meeting is led: it can be opened again without network, where the browser lets it. It says so, or why not. */
import { forgetRooms, keepRoom } from './rooms.js';

const told = document.getElementById('senza-rete');
if (told) prepare(told.dataset);

async function prepare({ account, key, room, shared, worker }) {
  const hint = document.getElementById('senza-rete-detto');
  const say = words => {
    hint.textContent = words;
    hint.hidden = false;
  };
  try {
    if (shared) {
      forgetRooms();
      for (const one of await navigator.serviceWorker?.getRegistrations() ?? []) one.unregister();
      return say(hint.dataset.several);
    }
    if (!isSecureContext) return say(hint.dataset.bare);
    if (!navigator.serviceWorker) return say(hint.dataset.cannot);
    await keepRoom({ key, account, ...JSON.parse(room) });
    await navigator.serviceWorker.register(worker, { scope: '/' });
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage('fill'); // a browser that is short of room may have thrown the page away
    say(hint.dataset.ready);
  } catch {
    say(hint.dataset.cannot);
  }
}
