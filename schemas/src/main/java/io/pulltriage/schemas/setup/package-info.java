/**
 * What an installation needs in Kafka and in the schema registry before its services run: the
 * topics, the schemas, the rights. Compares what is there with what is wanted, makes what is
 * missing, and refuses what nobody can change without loss. The services ask it before they start.
 */
@NullMarked
package io.pulltriage.schemas.setup;

import org.jspecify.annotations.NullMarked;
