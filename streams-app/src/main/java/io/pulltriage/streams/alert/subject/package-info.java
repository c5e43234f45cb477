/** What alerts are about: incidents and outbreaks as rules and texts see them. Pure. */
@NullMarked
package io.pulltriage.streams.alert.subject;

import org.jspecify.annotations.NullMarked;
