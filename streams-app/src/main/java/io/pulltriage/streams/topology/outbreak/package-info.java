/**
 * The outbreak stage: many incidents with one cause at a wider scope. Third stage of the flow,
 * behind the incidents. Nothing is here yet; outbreaks read the incidents topic and bring their own
 * stores.
 */
@NullMarked
package io.pulltriage.streams.topology.outbreak;

import org.jspecify.annotations.NullMarked;
