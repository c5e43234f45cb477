// What every view goes through: loading, shown, failed, left.
import {el, put} from './dom.js';
import {clearNotices, say} from './notices.js';

let current = new AbortController();

/**
 * Opens a view in place of the one before. The view gets a place to draw in and a signal that aborts when it is
 * left, and resolves to its title when what it shows has come.
 */
export async function openView(draw, {isSame = false, arrive}) {
  current.abort();
  current = new AbortController();
  const {signal} = current;
  clearNotices();
  const main = document.getElementById('main');
  const place = el('div');
  // Whoever changes a filter keeps what they see, and the field that they type in, until the answer is there.
  const late = setTimeout(() => isSame || put(main, el('p', {class: 'loading', role: 'status'}, 'Loading…')), 150);
  main.setAttribute('aria-busy', 'true');
  try {
    const title = await draw(place, signal);
    if (signal.aborted) return;
    clearTimeout(late);
    const field = isSame ? fieldInUse(main) : undefined;
    put(main, place);
    field?.();
    document.title = title;
    say(title);
    arrive(main);
  } catch (error) {
    if (signal.aborted) return;
    put(main, failed(error, () => openView(draw, {isSame, arrive})));
    document.title = 'Not shown · PullTriage';
    say(error.message);
  } finally {
    clearTimeout(late);
    if (!signal.aborted) main.setAttribute('aria-busy', 'false');
  }
}

/** Notes the field in use; the result puts the focus, and what was typed meanwhile, into its successor. */
function fieldInUse(main) {
  const old = document.activeElement;
  const key = main.contains(old) ? old.dataset.key : undefined;
  if (!key) return undefined;
  const {value, selectionStart, selectionEnd} = old;
  return () => {
    const field = main.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!field?.matches('input, select')) return;
    field.focus({preventScroll: true});
    if (field.matches('select')) return;
    const isTyping = field.value !== value;
    field.value = value;
    field.setSelectionRange(selectionStart, selectionEnd);
    if (isTyping) field.dispatchEvent(new Event('input'));
  };
}

/** Says what went wrong, and offers to try again. */
export function failed(error, again) {
  if (!('status' in error)) console.error(error);
  const gone = error.status === 404;
  return el('div', {class: 'failed', role: 'alert'},
    el('strong', {}, gone ? 'There is no such thing here (any more).' : 'This could not be loaded.'),
    gone ? 'It may have ended long ago, or be hidden from your token.' : 'status' in error ? error.message : 'The page has an error.',
    el('div', {}, gone ? el('a', {class: 'button', href: '/incidents'}, 'All incidents')
      : el('button', {type: 'button', onclick: again}, 'Try again')));
}

/** Calls at most once in that time, and once after the last wish. */
export function calmly(action, millis, signal) {
  let timer;
  return () => {
    timer ??= setTimeout(async () => {
      timer = undefined;
      if (!signal.aborted) await Promise.resolve(action()).catch((error) => console.warn(error.message));
    }, millis);
  };
}
