// Words for the constants of the interface.
export const SEVERITIES = {CRITICAL: 'Critical', WARNING: 'Warning', INFO: 'Info'};
export const STATUSES = {OPEN: 'Open', RESOLVED: 'Resolved'};
export const PHASES = {PULL: 'Pull', STARTUP: 'Start-up'};
export const RESOLUTIONS = {
  RECOVERED: 'recovered', REPLACED: 'replaced by another image', DELETED: 'deleted', UNKNOWN: 'ended',
};
export const CONFIDENCES = {
  CERTAIN: 'certain', LIKELY: 'likely', AMBIGUOUS: 'ambiguous', NONE: 'cause not known',
};
export const SCOPES = {
  IMAGE: 'Image', REGISTRY: 'Registry', NODE: 'Node', ZONE: 'Zone', CLUSTER: 'Cluster', CREDENTIAL: 'Credential',
  UNKNOWN: 'Unknown scope',
};
export const SOURCES = {
  EVENT: 'Event', CONTAINER_STATUS: 'Container status', POD_SPEC: 'Pod spec', NODE: 'Node',
  IMAGE_USAGE: 'Use of the image', KNOWLEDGE_BASE: 'Known images', UNKNOWN: 'Seen',
};
export const HEALTHS = {
  WATCHED: {word: 'Watched', kind: 'fine', icon: 'fine', meaning: 'what is shown of it is current'},
  SYNCING: {word: 'Reading', kind: 'info', icon: 'syncing', meaning: 'it is being read; what is shown of it is not all'},
  DISCONNECTED: {word: 'Disconnected', kind: 'critical', icon: 'disconnected',
    meaning: 'its API server cannot be reached; what is shown of it is old'},
  SILENT: {word: 'Silent', kind: 'critical', icon: 'silent',
    meaning: 'its producer has not been heard of; nothing is known of it any more'},
};

let catalogue = {};

/** Loads what the catalogue says of causes. */
export async function loadCatalogue() {
  const answer = await fetch(new URL('catalogue.json', import.meta.url));
  if (answer.ok) catalogue = await answer.json();
}

/** A cause's title, its constant where there is none. */
export const causeTitle = (cause) => catalogue[cause]?.title ?? cause;

/** A cause's entry; undefined for none. */
export const causeEntry = (cause) => Object.hasOwn(catalogue, cause) ? catalogue[cause] : undefined;

/** All causes, in the catalogue's order. */
export const causes = () => Object.keys(catalogue);

/** A number of things: 1 pod, 2 pods. */
export const many = (count, one, more = one + 's') => `${count.toLocaleString('en')} ${count === 1 ? one : more}`;
