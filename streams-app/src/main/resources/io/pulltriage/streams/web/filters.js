// The form of filters: what it holds is in the address, so that a link shows others the same.
import {el} from './dom.js';
import {go} from './address.js';
import {visible} from './text.js';
import {PHASES, SEVERITIES, STATUSES, causeTitle, causes} from './words.js';

const SINCE = {'1h': 'Last hour', '6h': 'Last 6 hours', '24h': 'Last day', '7d': 'Last 7 days'};
const ORDERS = {ID: 'By name'};
const LABELS = {
  text: 'Text', status: 'Status', severity: 'Severity', phase: 'Phase', cause: 'Cause', cluster: 'Cluster',
  namespace: 'Namespace', workload: 'Workload', image: 'Image', registry: 'Registry', node: 'Node', outbreak: 'Outbreak',
  since: 'Time', order: 'Order',
};
const CALM = 350;

const words = (name, value) => ({
  status: STATUSES, severity: SEVERITIES, phase: PHASES, since: SINCE, order: ORDERS,
}[name]?.[value.toUpperCase()] ?? SINCE[value] ?? (name === 'cause' ? causeTitle(value) : value));

/** The form, and beneath it what is applied, each with a button that takes it away. */
export function filterForm(parameters, clusters) {
  const change = (name, value) => {
    const other = new URLSearchParams(parameters);
    other.delete('cursor');
    if (value) other.set(name, value);
    else other.delete(name);
    const query = other.toString();
    go(query ? `/incidents?${query}` : '/incidents', {replace: name === 'text' && parameters.has('text') && value !== ''});
  };
  const rare = ['workload', 'registry', 'node', 'outbreak', 'since', 'order'];
  return el('div', {},
    el('search', {class: 'filters panel', 'aria-label': 'Filters'},
      el('form', {onsubmit: (event) => event.preventDefault()},
        text('text', parameters, change, {wide: true, type: 'search', hint: 'in names, images and messages ( / )'}),
        choice('status', STATUSES, 'Open and resolved', parameters, change),
        choice('cause', Object.fromEntries(causes().map((one) => [one, causeTitle(one)])), 'Any', parameters, change),
        choice('cluster', Object.fromEntries(clusters.map((one) => [one, one])), 'All', parameters, change),
        text('namespace', parameters, change),
        text('image', parameters, change, {hint: 'registry/repository:tag'}),
        choice('severity', SEVERITIES, 'Any', parameters, change),
        choice('phase', PHASES, 'Pull and start-up', parameters, change),
        el('details', {open: rare.some((name) => parameters.get(name))}, el('summary', {}, 'More filters'),
          el('div', {},
            text('workload', parameters, change, {hint: 'name or Kind/name'}),
            text('registry', parameters, change, {hint: 'host'}),
            text('node', parameters, change),
            text('outbreak', parameters, change, {hint: 'id'}),
            choice('since', SINCE, 'Any time', parameters, change),
            choice('order', ORDERS, 'Newest first', parameters, change))))),
    applied(parameters, change));
}

function applied(parameters, change) {
  const set = Object.keys(LABELS).filter((name) => parameters.get(name));
  if (set.length === 0) return '';
  return el('ul', {class: 'applied', 'aria-label': 'Filters in force'},
    set.map((name) => el('li', {}, el('button', {type: 'button', onclick: () => change(name, ''),
      'aria-label': `Remove filter ${LABELS[name]}: ${visible(words(name, parameters.get(name)))}`},
    `${LABELS[name]}: ${visible(words(name, parameters.get(name)))}`, el('span', {'aria-hidden': 'true'}, '×')))),
    el('li', {}, el('button', {type: 'button', class: 'quiet', onclick: () => go('/incidents')}, 'Clear all')));
}

const field = (name, control, wide) => el('div', {class: wide ? 'field wide' : 'field'},
  el('label', {for: `filter-${name}`}, LABELS[name]), control);

function text(name, parameters, change, {wide = false, type = 'text', hint} = {}) {
  let timer;
  let sent = parameters.get(name) ?? '';
  const send = (value) => {
    clearTimeout(timer);
    if (value === sent) return;
    sent = value;
    change(name, value);
  };
  const input = el('input', {id: `filter-${name}`, name, type, placeholder: hint, autocomplete: 'off', spellcheck: 'false',
    maxlength: '400', value: sent, 'data-key': `filter-${name}`,
    onchange: (event) => send(event.target.value.trim()),
    oninput: (event) => {
      clearTimeout(timer);
      timer = setTimeout(() => event.target.isConnected && send(event.target.value.trim()), CALM);
    }});
  return field(name, input, wide);
}

function choice(name, choices, all, parameters, change) {
  const chosen = (parameters.get(name) ?? '');
  const known = Object.keys(choices).find((key) => key.toLowerCase() === chosen.toLowerCase());
  const select = el('select', {id: `filter-${name}`, name, 'data-key': `filter-${name}`,
    onchange: (event) => change(name, event.target.value)},
  el('option', {value: ''}, all),
  chosen && !known ? el('option', {value: chosen, selected: ''}, visible(chosen)) : '',
  Object.entries(choices).map(([key, word]) => el('option', {value: key, selected: key === known}, visible(word))));
  return field(name, select);
}
