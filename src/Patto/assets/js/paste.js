/** Cells copied from a spreadsheet and pasted into a form that is a table fill it from that cell on. What does not fit goes into the
 * text area below, which the server reads. */
export function pasteIntoTables() {
  for (const table of document.querySelectorAll('table.bulk')) table.addEventListener('paste', event => {
    const text = event.clipboardData?.getData('text/plain').replace(/\r/g, '').replace(/\n+$/, '') ?? '';
    if (!/[\t\n]/.test(text) || !event.target.closest('td')) return;
    event.preventDefault();
    if (!fill(table, event.target.closest('td'), text)) hand(table, text);
  });
}

function fill(table, cell, text) {
  if (text.includes('"')) return false;
  const rows = [...table.tBodies[0].rows].slice(cell.parentElement.sectionRowIndex);
  const cells = [];
  for (const [n, line] of text.split('\n').entries())
    for (const [m, value] of line.split('\t').entries()) {
      const to = rows[n]?.cells[cell.cellIndex + m]?.querySelector('input:not([type=hidden]), select');
      if (!value.trim() && !to) continue;
      const typed = to && as(to, value.trim());
      if (typed === undefined || typed === null) return false;
      cells.push([to, typed]);
    }
  for (const [to, typed] of cells) {
    to.value = typed;
    to.dispatchEvent(new Event('input', { bubbles: true }));
  }
  return true;
}

// As the control wants it; undefined for what it does not take.
function as(control, value) {
  if (control.tagName === 'SELECT') return [...control.options].find(o => o.text.toLowerCase() === value.toLowerCase())?.value;
  if (!value) return control.value;
  if (control.type === 'date') {
    const day = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(value);
    return day ? `${day[3]}-${day[2].padStart(2, '0')}-${day[1].padStart(2, '0')}` : /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined;
  }
  if (control.type === 'time') {
    const hour = /^(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?$/.exec(value);
    return hour ? `${hour[1].padStart(2, '0')}:${hour[2] ?? '00'}` : undefined;
  }
  return value;
}

function hand(table, text) {
  const area = table.closest('form').querySelector('textarea[name=Pasted]');
  area.closest('details').open = true;
  area.value = text;
  area.form.querySelector('button[formaction*="handler=Read"]').click();
}
