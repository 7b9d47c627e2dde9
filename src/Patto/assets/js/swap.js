/** Inside [data-swap] a form goes by itself, and the answer is that part of the page alone: one tick is one small request. */
export function swapParts() {
  document.addEventListener('submit', async event => {
    const form = event.target;
    const part = form.closest('[data-swap]');
    if (!part) return;
    event.preventDefault();
    if (part.dataset.sent) return;
    part.dataset.sent = 'true';
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: 'POST', body, headers: { 'X-Part': '1' } });
      if (!answer.ok || answer.redirected) throw new Error();
      put(part, await answer.text(), form.closest('li')?.id);
    } catch (fault) {
      // No network: whoever can keep it takes it over (door.js).
      if (fault instanceof TypeError && !part.dispatchEvent(new CustomEvent('unsent', { bubbles: true, cancelable: true, detail: form })))
        return delete part.dataset.sent;
      form.submit(); // as without this file: the whole page says what is wrong
    }
  });
}

/** The hand stays where it was: in the same line, where the part has several. */
function put(part, text, line) {
  const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('[data-swap]');
  part.replaceWith(fresh);
  ((line && document.getElementById(line)) || fresh).querySelector('button')?.focus();
  for (const told of document.querySelectorAll('[data-swap-total]')) told.textContent = fresh.dataset.total;
}
