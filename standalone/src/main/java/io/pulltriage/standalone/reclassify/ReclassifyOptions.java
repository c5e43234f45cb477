package io.pulltriage.standalone.reclassify;

import io.pulltriage.standalone.explain.KnowledgeFiles;
import java.time.Instant;

/**
 * What to read again, and by what.
 *
 * @param source where it is
 * @param since from which record time on events are read and incidents compared; {@link
 *     Instant#EPOCH} for all that is retained
 * @param apply whether to write what differs to the incidents topic, where that is safe
 * @param knowledge what to add to the bundled rules and known images
 */
public record ReclassifyOptions(
    SourceKafka source, Instant since, boolean apply, KnowledgeFiles knowledge) {}
