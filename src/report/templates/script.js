'use strict';
// Choosing a fact lights its words, choosing words lights their facts; a switch shows what was removed; the index is searched and sorted.
(() => {
  const root = document.documentElement, text = document.querySelector('.text');
  const own = (el) => el.dataset.f.split(' ');
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

  // Lights all that belongs to `ids`, and shows the first of it in the text (`inText`) or among the facts.
  const light = (ids, inText, behavior = calm ? 'auto' : 'smooth') => {
    document.querySelectorAll('.lit').forEach((el) => { el.classList.remove('lit'); el.removeAttribute('aria-current'); });
    let first = null;
    document.querySelectorAll('[data-f]').forEach((el) => {
      if (!own(el).some((id) => ids.includes(id))) return;
      el.classList.add('lit');
      if (el.tagName === 'LI') el.setAttribute('aria-current', 'true');
      if (!first && text.contains(el) === inText) first = el;
    });
    if (first) first.scrollIntoView({ block: 'center', behavior });
  };
  const choose = (el) => {
    const ids = own(el);
    light(ids, !text.contains(el));
    history.replaceState(null, '', '#' + ids[0]);
  };
  // A place that the address names: a fact, or a heading that the browser finds by itself.
  const jump = () => { const id = location.hash.slice(1); if (/^[a-z]\d+$/.test(id)) { light([id], false, 'instant'); light([id], true, 'instant'); } };
  if (text) {
    document.addEventListener('click', (e) => {
      const el = e.target.closest('[data-f]');
      if (el && getSelection().isCollapsed) { e.preventDefault(); choose(el); }
    });
    document.addEventListener('keydown', (e) => {
      if (e.key === 'Escape') light([], true);
      if (e.key === 'Enter' && e.target.matches('.text [data-f]')) choose(e.target);
    });
    const whole = document.getElementById('whole'), show = () => text.classList.toggle('whole', whole.checked);
    whole.addEventListener('change', show); show();
    addEventListener('hashchange', jump); jump();
  }
  document.querySelector('.lang').addEventListener('click', () => { root.lang = root.lang === 'en' ? 'zh-CN' : 'en'; });

  const search = document.getElementById('search'), only = document.getElementById('only');
  if (!search) return;
  // All rows of the index; those that fit are shown some at a time, as laying out a table takes longer than searching it.
  const body = document.querySelector('tbody'), rest = document.getElementById('rest'), further = document.getElementById('further'), step = 500;
  let rows = [...body.rows, ...(rest ? rest.content.querySelectorAll('tr') : [])], fitting = rows, limit = step;
  const words = new Map(), said = (row) => words.get(row) || (words.set(row, row.textContent.toLowerCase()), words.get(row));
  const draw = () => { body.replaceChildren(...fitting.slice(0, limit)); further.hidden = fitting.length <= limit; document.getElementById('shown').textContent = fitting.length; };
  const filter = () => {
    const wanted = search.value.trim().toLowerCase(), kind = only.value;
    fitting = rows.filter((row) => (!wanted || said(row).includes(wanted)) && (!kind || row.dataset.has.split(' ').includes(kind)));
    limit = step;
    draw();
  };
  search.addEventListener('input', filter); only.addEventListener('change', filter);
  further.addEventListener('click', () => { limit += step; draw(); });
  if (search.value || only.value) filter();
  document.querySelectorAll('th').forEach((th, column) => th.firstChild.addEventListener('click', () => {
    const up = th.getAttribute('aria-sort') === 'descending', number = th.className === 'n';
    document.querySelectorAll('th').forEach((other) => other.removeAttribute('aria-sort'));
    th.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    const key = (row) => { const t = row.cells[column].textContent.trim(); return number ? parseFloat(t) || 0 : t; }, order = new Intl.Collator('zh');
    const compare = (a, b) => (number ? a[0] - b[0] : order.compare(a[0], b[0])) * (up ? 1 : -1);
    rows = rows.map((row) => [key(row), row]).sort(compare).map((pair) => pair[1]);
    filter();
  }));
})();
