/**
 * The REST interface: routes, who may ask, and how answers and errors look. Asks {@link
 * io.pulltriage.streams.query} and knows nothing of stores. One class a resource; {@link
 * io.pulltriage.streams.api.RouteTable} serves the routes and describes them.
 */
@NullMarked
package io.pulltriage.streams.api;

import org.jspecify.annotations.NullMarked;
