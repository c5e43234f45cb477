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
const MOST_QUESTIONS = 50;

/** Draws the incidents that satisfy an address' parameters; resolves to how many are shown. */
export async function drawIncidents(place, parameters, signal, {caption = 'Incidents', none} = {}) {
  const {table, rows} = incidentTable(caption);
  const wanted = filters(parameters);
  const first = !parameters.get('cursor');
  const about = el('span', {class: 'aside', id: 'about'});
  const pager = el('nav', {class: 'pager', 'aria-label': 'Pages'});
  const nothing = el('div', {hidden: ''}, none ?? empty('No incidents', 'Nothing that these filters match.'));
  let next = null;

  const settle = () => {
    nothing.hidden = rows.size > 0;
    table.hidden = rows.size === 0;
    const more = next ? ', more follow' : '';
    about.textContent = `${many(rows.size, 'incident')} shown${more}`;
    pager.replaceChildren(...buttons(parameters, next, first), about);
  };
  const load = async () => {
    const answer = await page(parameters, wanted, signal);
    if (signal.aborted) return;
    next = answer.next;
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

/** One page. The server stops when it has looked at much; it is asked on until the page is full. */
async function page(parameters, wanted, signal) {
  const query = Object.fromEntries(wanted);
  const order = parameters.get('order');
  if (order) query.order = order;
  const found = {items: [], next: parameters.get('cursor'), parts: 0, missing: [], stale: []};
  for (let asked = 0; asked < MOST_QUESTIONS && found.items.length < PAGE; asked += 1) {
    const limit = PAGE - found.items.length;
    const answer = await ask('incidents', {...query, limit, ...(found.next ? {cursor: found.next} : {})}, signal);
    found.items.push(...answer.items);
    found.parts = answer.parts;
    found.missing = answer.missing;
    found.stale = answer.stale;
    found.next = answer.next;
    if (!found.next) break;
  }
  return found;
}

/** The address of incidents with these filters. */
export const incidentsAt = (parameters) => to('incidents', '', parameters);
