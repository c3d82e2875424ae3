'use strict';
// Choosing a fact lights its words, choosing words lights their facts; a switch shows what was removed.
(() => {
  const root = document.documentElement, text = document.querySelector('.text');
  const own = (el) => (el.dataset.f || '').split(' ').filter(Boolean);
  const light = (ids, scroll) => {
    document.querySelectorAll('.lit').forEach((el) => el.classList.remove('lit'));
    let first = null;
    document.querySelectorAll('[data-f]').forEach((el) => {
      if (own(el).some((id) => ids.includes(id))) { el.classList.add('lit'); if (!first && text && text.contains(el) === scroll) first = el; }
    });
    if (first) first.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  };
  const choose = (el) => { const inText = text && text.contains(el); light(own(el), !inText); if (own(el)[0]) history.replaceState(null, '', '#' + own(el)[0]); };
  document.addEventListener('click', (e) => { const el = e.target.closest('[data-f]'); if (el) { e.preventDefault(); choose(el); } });
  document.addEventListener('keydown', (e) => { if (e.key === 'Escape') light([], true); if (e.key === 'Enter' && e.target.dataset && e.target.dataset.f) choose(e.target); });
  const whole = document.getElementById('whole');
  if (whole) whole.addEventListener('change', () => text.classList.toggle('whole', whole.checked));
  const lang = document.getElementById('lang');
  if (lang) lang.addEventListener('click', () => { root.lang = root.lang === 'en' ? 'zh-CN' : 'en'; });
  const jump = () => { const id = decodeURIComponent(location.hash.slice(1)); if (id) light([id], true); };
  addEventListener('hashchange', jump); jump();
  const search = document.getElementById('search'), only = document.getElementById('only');
  const filter = () => {
    const words = search.value.trim().toLowerCase(), kind = only.value; let shown = 0;
    document.querySelectorAll('tbody tr').forEach((row) => {
      const fits = row.textContent.toLowerCase().includes(words) && (!kind || row.dataset.has.split(' ').includes(kind));
      row.hidden = !fits; shown += fits;
    });
    document.getElementById('shown').textContent = shown;
  };
  if (search) { search.addEventListener('input', filter); only.addEventListener('change', filter); filter(); }
})();
