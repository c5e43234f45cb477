/**
 * A simulated fleet whose faults are known: what a producer would publish of clusters in which
 * images are pulled, registries, nodes, zones, secrets and tags are at fault for a while, and other
 * things go wrong beside them. The same seed gives the same facts.
 */
@NullMarked
package io.pulltriage.testkit.fleet;

import org.jspecify.annotations.NullMarked;
