/**
 * Answers from the state stores of the whole application. {@link
 * io.pulltriage.streams.query.IncidentQueries} is what the REST interface, the page and the alerts
 * ask; behind it stand three layers: the parts of the stores that this instance has, the owner of a
 * key, and all instances.
 */
@NullMarked
package io.pulltriage.streams.query;

import org.jspecify.annotations.NullMarked;
