/** What the services cost before they have anything to do. */
@NullMarked
package io.pulltriage.benchmarks.service;

import org.jspecify.annotations.NullMarked;
