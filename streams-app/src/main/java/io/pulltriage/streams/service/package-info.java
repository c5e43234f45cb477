/** The analyzer as a service: the topology, and what answers about it over HTTP, in one. */
@NullMarked
package io.pulltriage.streams.service;

import org.jspecify.annotations.NullMarked;
