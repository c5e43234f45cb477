/** Incidents and outbreaks in words and in JSON: what {@code demo} and {@code replay} print. */
@NullMarked
package io.pulltriage.standalone.report;

import org.jspecify.annotations.NullMarked;
