// A page of incidents, followed as they change.
import {ask} from './api.js';
import {el} from './dom.js';
import {filters, go, to} from './address.js';
import {followChanges} from './live.js';
import {noticeAnswer, say} from './notices.js';
import {empty} from './parts.js';
import {incidentTable} from './rows.js';
import {calmly} from './view.js';
import {many} from './words.js';

const PAGE = 100;
const MOST_ROWS = 300;

/** Draws the incidents that satisfy an address' parameters; resolves to how many are shown. */
export async function drawIncidents(place, parameters, signal, {caption = 'Incidents', none} = {}) {
  const {table, rows} = incidentTable(caption);
  const wanted = filters(parameters);
  const first = !parameters.get('cursor');
  const about = el('span', {class: 'aside', id: 'about'});
  const pager = el('nav', {class: 'pager', 'aria-label': 'Pages'});
  const nothing = el('div', {hidden: ''}, none ?? empty('No incidents', 'Nothing that these filters match.'));
  let next = null;
  let total = 0;

  const settle = () => {
    nothing.hidden = rows.size > 0;
    table.hidden = rows.size === 0;
    const shown = many(rows.size, 'incident');
    about.textContent = next ? `${shown} shown of ${total.toLocaleString('en')}` : `${shown} shown`;
    pager.replaceChildren(...buttons(parameters, next, first), about);
  };
  const load = async () => {
    const answer = await page(parameters, wanted, signal);
    if (signal.aborted) return;
    next = answer.next;
    total = answer.total;
    rows.show(answer.items, {mark: rows.size > 0});
    noticeAnswer(answer);
    settle();
  };
  const reload = calmly(load, 500, signal);
  const arrived = calmly(() => say('Incidents have changed.'), 5_000, signal);
  await followChanges({kind: 'incident', ...Object.fromEntries(wanted)}, {
    incident: (incident) => {
      if (!rows.change(incident) && first) {
        rows.addFirst(incident);
        if (rows.size > MOST_ROWS) reload();
      }
      arrived();
      settle();
    },
    'incident-gone': ({id}) => {
      rows.remove(id);
      settle();
    },
    reset: reload,
  }, signal);
  await load();
  place.append(el('div', {class: 'panel'}, table, nothing), pager);
  return rows.size;
}

function buttons(parameters, next, first) {
  const turn = (cursor) => {
    const other = new URLSearchParams(parameters);
    if (cursor) other.set('cursor', cursor);
    else other.delete('cursor');
    go(`${window.location.pathname}?${other}`);
  };
  const shown = [];
  if (!first) {
    shown.push(el('button', {type: 'button', onclick: () => turn('')}, 'First page'));
    if ((history.state?.depth ?? 0) > 0) {
      shown.push(el('button', {type: 'button', onclick: () => history.back()}, 'Previous'));
    }
  }
  if (next) shown.push(el('button', {type: 'button', id: 'next', onclick: () => turn(next)}, 'Next page'));
  return shown;
}

function page(parameters, wanted, signal) {
  const query = {...Object.fromEntries(wanted), limit: PAGE};
  for (const name of ['order', 'cursor']) {
    if (parameters.get(name)) query[name] = parameters.get(name);
  }
  return ask('incidents', query, signal);
}

/** The address of incidents with these filters. */
export const incidentsAt = (parameters) => to('incidents', '', parameters);
