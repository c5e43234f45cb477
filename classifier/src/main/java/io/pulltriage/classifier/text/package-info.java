/**
 * First step: a text becomes a run of symbols. Words that some rule speaks of keep their identity,
 * names (images, digests, addresses, URLs, paths) become {@link
 * io.pulltriage.classifier.text.Symbols placeholders}, everything else is one unknown word.
 */
@NullMarked
package io.pulltriage.classifier.text;

import org.jspecify.annotations.NullMarked;
