/**
 * Takes credentials out of texts: {@link io.pulltriage.producer.translate.mask.Masking} is the
 * entry. A scan finds secrets by what stands beside them (names, schemes, flags, hosts of URLs) and
 * by the shapes of well-known tokens. Pure; time is linear in a text's length.
 */
@NullMarked
package io.pulltriage.producer.translate.mask;

import org.jspecify.annotations.NullMarked;
