/**
 * The page: its files, and the addresses it is found at. What it shows it asks the REST interface
 * for.
 */
@NullMarked
package io.pulltriage.streams.web;

import org.jspecify.annotations.NullMarked;
