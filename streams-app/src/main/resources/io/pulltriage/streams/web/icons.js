// Small drawings; each stands beside a word and says nothing of its own.
import {svg} from './dom.js';

const PATHS = {
  critical: 'M8 1.5 15 14H1zM8 6v4m0 1.6v.4',
  warning: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 4.5v4.5m0 1.8v.4',
  info: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 7.2v4m0-6.4v.4',
  fine: 'M2.5 8.5 6.2 12 13.5 4',
  over: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM5 8.2 7.2 10.4 11 5.8',
  silent: 'M2 2l12 12M5.5 5.4a3.6 3.6 0 0 0 5 5.2M8 1.5a6.5 6.5 0 0 1 6.5 6.5M1.5 8A6.5 6.5 0 0 0 8 14.5',
  disconnected: 'M6.5 9.5 3 13m6.5-6.5L13 3M5 7 3.5 8.500l4 4L9 11M7 5l1.500-1.500 4 4L11 9',
  syncing: 'M13.5 8a5.500 5.500 0 0 1-10 3.200M2.500 8a5.500 5.500 0 0 1 10-3.200M13 1.800v3.400H9.600M3 14.200v-3.400h3.400',
};

/** A drawing by its name. */
export function icon(name) {
  return svg('svg', {class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false'},
    svg('path', {d: PATHS[name] ?? PATHS.info, fill: 'none', stroke: 'currentColor', 'stroke-width': '1.6',
      'stroke-linecap': 'round', 'stroke-linejoin': 'round'}));
}
