// Asks the REST interface.
import {askForToken, identity} from './token.js';

const ROOT = '/api/v1/';
const PATIENCE = 20_000;

/** Why there is no answer: fit to be shown. */
export class Failure extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Sends a request; asks for a token where one is needed. */
export async function request(path, {headers = {}, signal} = {}) {
  for (let refused = false; ; refused = true) {
    const known = identity();
    let answer;
    try {
      answer = await fetch(ROOT + path, {headers: {...headers, ...known}, signal, cache: 'no-cache'});
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new Failure(0, 'The server cannot be reached.');
    }
    if (answer.status === 401) {
      await askForToken(refused || 'Authorization' in known);
    } else if (answer.ok) {
      return answer;
    } else {
      throw await failure(answer);
    }
  }
}

async function failure(answer) {
  let detail = '';
  try {
    detail = (await answer.json()).detail ?? '';
  } catch {
    // Whatever stands between may answer with anything.
  }
  return new Failure(answer.status, detail || `The server answered with status ${answer.status}.`);
}

/** What is at a path, as an object. */
export async function ask(path, parameters = {}, signal = undefined) {
  const query = new URLSearchParams(parameters);
  const signals = [AbortSignal.timeout(PATIENCE), signal].filter(Boolean);
  try {
    const answer = await request(query.size ? `${path}?${query}` : path, {signal: AbortSignal.any(signals)});
    return await answer.json();
  } catch (error) {
    if (error.name === 'TimeoutError') throw new Failure(0, 'The server did not answer in time.');
    throw error;
  }
}

/** One thing by its id. */
export const askFor = (kind, id, signal) => ask(`${kind}/${encodeURIComponent(id)}`, {}, signal);

/** The address of one thing's JSON. */
export const rawAddress = (kind, id) => `${ROOT}${kind}/${encodeURIComponent(id)}`;
