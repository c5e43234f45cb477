/** What alerts say: labels, texts, links, each made harmless and of bounded length. Pure. */
@NullMarked
package io.pulltriage.streams.alert.text;

import org.jspecify.annotations.NullMarked;
