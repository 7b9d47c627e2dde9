/** A second click while a form is on its way does nothing; the server would refuse it anyway, by the once key. */
export function sendOnce() {
  document.addEventListener('submit', event => {
    const form = event.target;
    if (form.method !== 'post' || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'true';
    for (const button of form.querySelectorAll('button:not([type=button])')) button.setAttribute('aria-disabled', 'true');
    setTimeout(() => release(form), 8000);
  });
  document.addEventListener('release', event => release(event.target), true);
  // Back in the browser's history the page may come from memory, with its forms as they were left.
  window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(release));
}

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll('button[aria-disabled]')) button.removeAttribute('aria-disabled');
}
