'use strict';
// Choosing a fact lights its words, choosing words lights their facts; a switch shows what was removed; the index is searched and sorted.
(() => {
  const root = document.documentElement, text = document.querySelector('.text');
  const own = (el) => el.dataset.f.split(' ');
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

  // Where each fact stands, in the text and beside it; found once, when it is first asked for.
  let places = null, lit = [];
  const at = (id) => {
    if (!places) {
      places = new Map();
      document.querySelectorAll('[data-f]').forEach((el) => own(el).forEach((f) => places.has(f) ? places.get(f).push(el) : places.set(f, [el])));
    }
    return places.get(id) || [];
  };
  // Lights all that belongs to `ids`; the first of it in the text (`inText`) or among the facts is shown and returned.
  const light = (ids, inText, behavior = calm ? 'auto' : 'smooth') => {
    lit.forEach((el) => { el.classList.remove('lit'); el.removeAttribute('aria-current'); });
    lit = ids.flatMap(at);
    lit.forEach((el) => { el.classList.add('lit'); if (el.tagName === 'LI') el.setAttribute('aria-current', 'true'); });
    if (ids.some((id) => id[0] === 'r') && !whole.checked) { whole.checked = true; show(); }
    const first = lit.find((el) => text.contains(el) === inText);
    if (first) first.scrollIntoView({ block: 'center', behavior });
    return first;
  };
  const choose = (el) => {
    const ids = own(el);
    history.replaceState(null, '', '#' + ids[0]);
    return light(ids, !text.contains(el));
  };
  // A place that the address names: a fact, or a heading that the browser finds by itself.
  const jump = () => { const id = location.hash.slice(1); if (/^[a-z]\d+$/.test(id)) { light([id], false, 'instant'); light([id], true, 'instant'); } };
  const whole = document.getElementById('whole'), show = () => {
    text.classList.toggle('whole', whole.checked);
    if (whole.checked) text.querySelectorAll('del[tabindex]').forEach((el) => el.setAttribute('aria-describedby', 'f-' + own(el)[0]));
  };
  if (text) {
    let from = null;
    document.addEventListener('click', (e) => {
      const el = e.target.closest('[data-f]');
      if (el && getSelection().isCollapsed) { e.preventDefault(); choose(el); }
    });
    // By keyboard, words lead to their facts, and Escape back to the words.
    document.addEventListener('keydown', (e) => {
      if (e.key === 'Escape') { light([], true); if (from) from.focus(); from = null; }
      if ((e.key !== 'Enter' && e.key !== ' ') || !e.target.matches('.text [data-f]')) return;
      e.preventDefault();
      from = e.target;
      const fact = choose(from);
      if (fact) fact.querySelector('a').focus({ preventScroll: true });
    });
    // What was removed says why: its fact's words.
    document.querySelectorAll('#facts-removed + ol > li').forEach((li) => { li.id = 'f-' + li.dataset.f; });
    const why = ({ target: el }) => {
      if (el.tagName !== 'DEL') return;
      const fact = document.getElementById('f-' + own(el)[0]).cloneNode(true);
      fact.querySelectorAll(root.lang === 'en' ? '.zh' : '.en').forEach((other) => other.remove());
      el.title = fact.textContent.replace(/\s+/g, ' ');
    };
    text.addEventListener('mouseover', why); text.addEventListener('focusin', why);
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
