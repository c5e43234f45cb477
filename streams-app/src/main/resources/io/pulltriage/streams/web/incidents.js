// The view of incidents with their filters.
import {ask} from './api.js';
import {el} from './dom.js';
import {drawIncidents} from './list.js';
import {filterForm} from './filters.js';
import {empty} from './parts.js';

/** Draws it. */
export async function drawIncidentList(place, {parameters}, signal) {
  const clusters = ask('clusters', {}, signal).then((answer) => answer.items.map((one) => one.cluster), () => []);
  const list = el('div');
  const isFiltered = [...parameters.keys()].some((name) => name !== 'cursor' && name !== 'order');
  await drawIncidents(list, parameters, signal, {
    none: isFiltered
      ? empty('No incident matches', 'Take filters away, or look at resolved ones as well.',
        el('a', {class: 'button', href: '/incidents'}, 'Clear all filters'))
      : empty('No incidents', 'No container has failed to get its image or to start, in any cluster that is watched.'),
  });
  place.append(
    el('div', {class: 'head'}, el('h1', {tabindex: '-1'}, 'Incidents')),
    filterForm(parameters, await clusters),
    list);
  return 'Incidents · PullTriage';
}
