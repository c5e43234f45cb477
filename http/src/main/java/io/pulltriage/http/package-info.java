/**
 * What the HTTP servers of producer and analyzer share, on Jetty: connections are bounded in number
 * and time, no client's pace holds a thread, and health has threads of its own. Knows nothing of
 * what is served.
 */
@NullMarked
package io.pulltriage.http;

import org.jspecify.annotations.NullMarked;
