// Failures by cause over time: stacked bars, one for each span of time, and the same as a table.
import {el, svg} from './dom.js';
import {exact} from './times.js';
import {causeTitle, many} from './words.js';

const MOST_SERIES = 5;
const HEIGHT = 100;

/** The chart of what failed at the end of each span. */
export function failuresChart(times) {
  const series = largest(times);
  const columns = times.map((time) => column(time, series));
  const top = rounded(Math.max(...columns.map((one) => one.total), 0));
  const span = times.length ? `${exact(times[0].from).slice(0, 16)} to ${exact(times.at(-1).from).slice(0, 16)} UTC` : '';
  if (top === 0) return el('p', {class: 'empty'}, `No failures are known from ${span}.`);
  const last = columns.at(-1)?.total ?? 0;
  const peak = Math.max(...columns.map((one) => one.total));
  return el('figure', {class: 'chart'},
    el('div', {class: 'plot'},
      el('div', {class: 'scale', 'aria-hidden': 'true'}, el('span', {}, top), el('span', {}, top / 2), el('span', {}, 0)),
      svg('svg', {viewBox: `0 0 ${columns.length} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img',
        'aria-label': `Incidents that lasted, by cause, ${span}: ${last} at the end, ${peak} at most.`},
      [0, 0.5].map((part) => svg('line', {class: 'grid', x1: 0, x2: columns.length, y1: HEIGHT * part + 0.25,
        y2: HEIGHT * part + 0.25, 'vector-effect': 'non-scaling-stroke'})),
      columns.map((one, at) => bars(one, at, top)))),
    el('div', {class: 'hours', 'aria-hidden': 'true'}, hours(times)),
    el('p', {class: 'small muted'}, `Incidents that lasted, by the half hour, ${span}`),
    el('ul', {class: 'legend'}, series.map((cause, at) => el('li', {class: `s${at}`},
      el('span', {class: 'swatch'}), cause === '' ? 'Other causes' : causeTitle(cause)))),
    table(columns, series));
}

function largest(times) {
  const sums = new Map();
  for (const {failing} of times) {
    for (const [cause, count] of Object.entries(failing)) sums.set(cause, (sums.get(cause) ?? 0) + count);
  }
  const ordered = [...sums.keys()].sort((one, other) => sums.get(other) - sums.get(one));
  return ordered.length > MOST_SERIES + 1 ? [...ordered.slice(0, MOST_SERIES), ''] : ordered;
}

function column({from, failing}, series) {
  const counts = series.map((cause) => failing[cause] ?? 0);
  const total = Object.values(failing).reduce((sum, count) => sum + count, 0);
  if (series.at(-1) === '') counts[counts.length - 1] = total - counts.reduce((sum, count) => sum + count, 0);
  return {from, counts, total};
}

function bars({from, counts, total}, at, top) {
  let y = HEIGHT;
  const words = counts.map((count, index) => ({count, index})).filter(({count}) => count > 0);
  return svg('g', {}, words.map(({count, index}) => {
    const height = (count / top) * HEIGHT;
    y -= height;
    return svg('g', {class: `s${index}`}, svg('rect', {class: 'bar', x: at + 0.08, y, width: 0.84, height}));
  }), svg('rect', {class: 'hit', x: at, y: 0, width: 1, height: HEIGHT},
    svg('title', {}, `${exact(from)}, for half an hour: ${many(total, 'incident')}`)));
}

/** Even and round, so that half of it is a number as well. */
function rounded(most) {
  if (most === 0) return 0;
  const size = 10 ** Math.floor(Math.log10(most));
  return [2, 4, 6, 10, 20].map((step) => Math.max(2, step * size)).find((step) => step >= most) ?? most;
}

function hours(times) {
  const step = Math.ceil(times.length / 6);
  return times.filter((time, at) => at % step === 0).map(({from}) => el('span', {}, from.slice(11, 16)));
}

function table(columns, series) {
  return el('details', {class: 'small'}, el('summary', {class: 'muted'}, 'As a table'),
    el('table', {}, el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'From (UTC)'),
      series.map((cause) => el('th', {scope: 'col', class: 'number'}, cause === '' ? 'Other' : causeTitle(cause))))),
    el('tbody', {}, columns.filter((one) => one.total > 0).map((one) => el('tr', {},
      el('th', {scope: 'row'}, exact(one.from).slice(5, 16)),
      one.counts.map((count) => el('td', {class: 'number'}, count)))))));
}
