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
const SEARCH_PAGE = 1000;
const MOST_PAGES = 50;

/** Draws the incidents that satisfy an address' parameters; resolves to how many are shown. */
export async function drawIncidents(place, parameters, signal, {caption = 'Incidents', none} = {}) {
  const {table, rows} = incidentTable(caption);
  const wanted = filters(parameters);
  const first = !parameters.get('cursor');
  const about = el('span', {class: 'aside', id: 'about'});
  const pager = el('nav', {class: 'pager', 'aria-label': 'Pages'});
  const nothing = el('div', {hidden: ''}, none ?? empty('No incidents', 'Nothing that these filters match.'));
  let next = null;

  const settle = (searched) => {
    nothing.hidden = rows.size > 0;
    table.hidden = rows.size === 0;
    const more = next ? ', more follow' : '';
    about.textContent = `${many(rows.size, 'incident')} shown${more}`
      + (searched ? ` · ${searched.toLocaleString('en')} searched` : '');
    pager.replaceChildren(...buttons(parameters, next, first), about);
  };
  const load = async () => {
    const answer = await page(parameters, wanted, signal);
    if (signal.aborted) return;
    next = answer.next;
    rows.show(answer.items, {mark: rows.size > 0});
    noticeAnswer(answer);
    settle(answer.searched);
  };
  const reload = calmly(load, 500, signal);
  const text = parameters.get('text')?.toLowerCase();
  const arrived = calmly(() => say('Incidents have changed.'), 5_000, signal);
  await followChanges({kind: 'incident', ...Object.fromEntries(wanted)}, {
    incident: (incident) => {
      if (!rows.change(incident) && first && matches(incident, text)) {
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

/** One page; with a text, what of all pages has it, as the interface does not look into texts. */
async function page(parameters, wanted, signal) {
  const query = Object.fromEntries(wanted);
  const order = parameters.get('order');
  if (order) query.order = order;
  const text = parameters.get('text')?.toLowerCase();
  const cursor = parameters.get('cursor');
  if (!text) {
    return ask('incidents', {...query, limit: PAGE, ...(cursor ? {cursor} : {})}, signal);
  }
  const found = {items: [], next: cursor, missing: [], stale: [], searched: 0};
  for (let turned = 0; turned < MOST_PAGES && found.items.length < PAGE; turned += 1) {
    const answer = await ask('incidents', {...query, limit: SEARCH_PAGE, ...(found.next ? {cursor: found.next} : {})}, signal);
    found.items.push(...answer.items.filter((incident) => matches(incident, text)));
    found.searched += answer.items.length;
    found.missing = answer.missing;
    found.stale = answer.stale;
    found.next = answer.next;
    if (!found.next) break;
  }
  return found;
}

/** Whether any of an incident's texts has that one, in lower case. */
function matches(incident, text) {
  return !text || [incident.id, incident.title, incident.image.reference, incident.cause, ...incident.nodes,
    ...incident.podNames, ...incident.evidence.map((one) => one.message)]
    .some((one) => one.toLowerCase().includes(text));
}

/** The address of incidents with these filters. */
export const incidentsAt = (parameters) => to('incidents', '', parameters);
