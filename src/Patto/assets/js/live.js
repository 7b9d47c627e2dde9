/** A part of the page that renews itself: every so many seconds, when the event stream speaks, when another script says so. It can be
 * stopped (WCAG 2.2.2). */
export function keepLive() {
  for (const part of document.querySelectorAll('[data-live]')) follow(part);
}

function follow(part) {
  const toggle = document.querySelector(`[data-live-toggle="${part.id}"]`);
  let running = true;
  const renew = () => running && !document.hidden && !part.contains(document.activeElement)
    && !part.querySelector('[data-hold]') && load(part);
  const every = Number(part.dataset.live);
  if (every > 0) setInterval(renew, every * 1000);
  if (part.dataset.liveSource) listen(part.dataset.liveSource, renew);
  part.addEventListener('renew', renew);
  document.addEventListener('visibilitychange', renew);
  toggle?.addEventListener('click', () => {
    running = !running;
    toggle.textContent = running ? toggle.dataset.stop : toggle.dataset.resume;
    if (running) renew();
  });
}

/** Events that come close together make one reload. */
function listen(address, renew) {
  let waiting;
  const source = new EventSource(address);
  source.onmessage = () => {
    clearTimeout(waiting);
    waiting = setTimeout(renew, 300);
  };
  window.addEventListener('pagehide', () => source.close());
}

async function load(part) {
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (!answer.ok) return part.dispatchEvent(new Event('stale'));
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(part.id);
    if (fresh && fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML;
    part.dispatchEvent(new Event('fresh'));
  } catch {
    // Off line for a moment: the next round tries again.
    part.dispatchEvent(new Event('stale'));
  }
}
