/**
 * The producer as a whole: its parts put together, its settings of Kafka's clients, its metrics and
 * health, and what can be checked before it starts.
 */
@NullMarked
package io.pulltriage.producer.service;

import org.jspecify.annotations.NullMarked;
