package io.pulltriage.streams.query.fleet;

import io.pulltriage.schemas.internal.PeerAnswer;
import io.pulltriage.schemas.internal.PeerQuestion;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.query.PeerRoutes;
import io.pulltriage.streams.query.part.StoreReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers other instances from this one's parts. Thread-safe. */
final class PartRoutes implements PeerRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(PartRoutes.class);
  private static final byte[] NOTHING = {};

  private final StoreReader reader;
  private final String secret;
  private final Serde<PeerQuestion> questions = InternalSerdes.of(PeerQuestion.class);
  private final Serde<PeerAnswer> answers = InternalSerdes.of(PeerAnswer.class);

  PartRoutes(StoreReader reader, String secret) {
    this.reader = reader;
    this.secret = secret;
  }

  @Override
  public Response post(Optional<String> told, byte[] body) {
    if (!told.map(this::isSecret).orElse(false)) {
      return new Response(401, NOTHING);
    }
    if (body.length == 0 || body.length > LARGEST_REQUEST) {
      return new Response(400, NOTHING);
    }
    try {
      PeerQuestion question = questions.deserializer().deserialize(PATH, body);
      return new Response(200, answers.serializer().serialize(PATH, reader.answer(question)));
    } catch (SerializationException | IllegalArgumentException e) {
      LOG.atWarn().addKeyValue("error", e.getMessage()).log("what came from a peer is no question");
      return new Response(400, NOTHING);
    }
  }

  /** In a time that does not tell how much of it was right. */
  private boolean isSecret(String told) {
    return MessageDigest.isEqual(
        told.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }
}
