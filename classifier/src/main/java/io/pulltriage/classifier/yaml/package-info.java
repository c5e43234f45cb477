/** Reads YAML so that every complaint names the file, the entry and the line. */
@NullMarked
package io.pulltriage.classifier.yaml;

import org.jspecify.annotations.NullMarked;
