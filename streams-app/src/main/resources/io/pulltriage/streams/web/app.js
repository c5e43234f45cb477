// Starts the page and opens the view that its address asks for.
import {follow, parse, start} from './address.js';
import {el, put} from './dom.js';
import {drawCause} from './cause.js';
import {drawClusters} from './clusters.js';
import {drawIncident} from './incident.js';
import {drawIncidentList} from './incidents.js';
import {drawOutbreak} from './outbreak.js';
import {drawOutbreaks} from './outbreaks.js';
import {drawOverview} from './overview.js';
import {startKeys} from './keys.js';
import {onConnection} from './live.js';
import {noticeConnection} from './notices.js';
import {Failure} from './api.js';
import {startTheme} from './theme.js';
import {refreshTimes} from './times.js';
import {openView} from './view.js';
import {loadCatalogue} from './words.js';

const LISTS = {overview: drawOverview, incidents: drawIncidentList, outbreaks: drawOutbreaks, clusters: drawClusters};
const DETAILS = {incidents: drawIncident, outbreaks: drawOutbreak, causes: drawCause};
const TIMES = 10_000;
let before = '';

function open(how) {
  const address = parse();
  const {section, id} = address;
  const draw = (id ? DETAILS[section] : LISTS[section])
    ?? (async () => { throw new Failure(404, 'There is no such page.'); });
  for (const link of document.querySelectorAll('nav a[data-section]')) {
    if (link.dataset.section === section) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const isSame = before === `${section}/${id}`;
  before = `${section}/${id}`;
  void openView((place, signal) => draw(place, address, signal), {isSame, arrive: (main) => arrive(main, how, isSame)});
}

/** Brings the reader to where they were, or to the view's beginning. */
function arrive(main, how, isSame) {
  const {top = 0, focus = ''} = history.state ?? {};
  if (how === 'back') {
    window.scrollTo(0, top);
    byKey(main, focus)?.focus({preventScroll: true});
  } else if (how === 'go') {
    if (window.location.hash === '#find') {
      history.replaceState(history.state, '', window.location.pathname + window.location.search);
      document.getElementById('filter-text')?.focus();
    } else if (!isSame) {
      window.scrollTo(0, 0);
      main.querySelector('h1')?.focus({preventScroll: true});
    }
  }
}

function byKey(main, key) {
  if (!key) return undefined;
  const element = main.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return element?.matches('input, select, a, button') ? element : element?.querySelector('a');
}

function connection(state) {
  const live = document.getElementById('live');
  live.dataset.state = state;
  put(live, el('span', {class: 'dot', 'aria-hidden': 'true'}), el('span', {}, state === 'live' ? 'Live' : 'Connection lost'));
  noticeConnection(state);
}

startTheme(document.getElementById('theme'));
startKeys(document.getElementById('help'));
onConnection(connection);
start();
follow(open);
setInterval(() => document.hidden || refreshTimes(), TIMES);
await loadCatalogue().catch(() => undefined);
open('start');
