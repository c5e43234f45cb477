// The page's addresses: what they mean, and how to go there. What a view shows is in its address.
const FILTERS = document.querySelector('meta[name=filters]').content.split(',');
const SECTIONS = ['incidents', 'outbreaks', 'clusters', 'causes'];
const listeners = [];

/** What an address asks for: a section, an id within it, parameters. */
export function parse(location = window.location) {
  const [, section, ...rest] = location.pathname.split('/');
  const parameters = new URLSearchParams(location.search);
  if (!section) return {section: 'overview', id: '', parameters};
  return {section: SECTIONS.includes(section) ? section : '', id: decoded(rest.join('/')), parameters};
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Only what the interface filters by. */
export function filters(parameters) {
  const kept = new URLSearchParams();
  for (const name of FILTERS) {
    const value = parameters.get(name);
    if (value) kept.set(name, value);
  }
  return kept;
}

/** An address of the page. */
export function to(section, id = '', parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  const path = `/${section}${id ? '/' + encodeURIComponent(id) : ''}`;
  return query.size ? `${path}?${query}` : path;
}

/** Goes to an address of the page; with replace, in place of the one that is open. */
export function go(address, {replace = false} = {}) {
  remember();
  if (replace) history.replaceState({...history.state, top: 0, focus: ''}, '', address);
  else history.pushState({depth: (history.state?.depth ?? 0) + 1}, '', address);
  tell('go');
}

/** Notes where the reader is, for when they come back. */
export function remember() {
  const focus = document.activeElement?.closest?.('[data-key]')?.dataset.key ?? '';
  history.replaceState({...history.state, top: window.scrollY, focus}, '');
}

/** Calls back whenever the address changes; with 'back' when it was there before. */
export function follow(listener) {
  listeners.push(listener);
}

const tell = (how) => listeners.forEach((listener) => listener(how));

/** Makes links and the browser's buttons work. */
export function start() {
  history.scrollRestoration = 'manual';
  let left;
  window.addEventListener('scroll', () => {
    clearTimeout(left);
    left = setTimeout(remember, 150);
  }, {passive: true});
  window.addEventListener('popstate', () => {
    clearTimeout(left);
    tell('back');
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="/"]');
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey
      || event.altKey || link.target || link.hasAttribute('data-plain')) return;
    event.preventDefault();
    link.focus();
    clearTimeout(left);
    go(link.getAttribute('href'));
  });
}
