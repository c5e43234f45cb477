/** Both services and the commands against a Kafka that lets nobody do more than it must. */
@NullMarked
package io.pulltriage.standalone.secured;

import org.jspecify.annotations.NullMarked;
