// Times: how long ago, with the exact time in UTC behind it.
import {el} from './dom.js';

const UNITS = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];

/** A duration: from an hour on in two units, before that in one. */
export function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const largest = UNITS.findIndex(([, size]) => whole >= size);
  if (largest < 0) return '0 s';
  const [unit, size] = UNITS[largest];
  const words = `${Math.floor(whole / size)} ${unit}`;
  const [smaller, part] = UNITS[largest + 1] ?? [];
  const rest = Math.floor((whole % size) / part);
  return size >= 3600 && rest > 0 ? `${words} ${rest} ${smaller}` : words;
}

const ago = (instant) => {
  const seconds = (Date.now() - instant) / 1000;
  return seconds < 5 ? 'just now' : `${span(seconds)} ago`;
};

/** An exact time: 2026-11-22 19:28:59 UTC. */
export function exact(text) {
  return text.slice(0, 19).replace('T', ' ') + ' UTC';
}

/** An element that tells a time; kept up to date. */
export function when(text) {
  const instant = Date.parse(text ?? '');
  if (Number.isNaN(instant)) return el('span', {class: 'muted'}, 'unknown');
  return el('time', {datetime: text, title: exact(text), 'data-ago': ''}, ago(instant));
}

/** An element that tells how long something lasted. */
export function lasted(from, to) {
  const end = to ?? new Date().toISOString();
  return el('span', {title: `${exact(from)} to ${to ? exact(to) : 'now'}`}, span((Date.parse(end) - Date.parse(from)) / 1000));
}

/** Brings all times on the page up to date. */
export function refreshTimes(root = document) {
  for (const time of root.querySelectorAll('time[data-ago]')) {
    const words = ago(Date.parse(time.dateTime));
    if (time.textContent !== words) time.textContent = words;
  }
}
