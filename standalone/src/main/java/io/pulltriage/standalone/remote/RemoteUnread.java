package io.pulltriage.standalone.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.pulltriage.schemas.internal.UnreadText;
import io.pulltriage.streams.query.UnreadTexts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts that no rule reads. Immutable.
 *
 * @param texts all that the answer holds
 * @param gaps what the answer could not look at, for people
 */
public record RemoteUnread(UnreadTexts texts, List<String> gaps) {

  /** Keeps what it is given. */
  public RemoteUnread {
    gaps = List.copyOf(gaps);
  }

  static RemoteUnread read(JsonNode json) throws IOException {
    AnswerReader.Item<UnreadText> item = AnswerReader.records(UnreadText.class);
    List<UnreadText> texts = new ArrayList<>();
    for (JsonNode text : json.path("items")) {
      texts.add(item.read(text));
    }
    return new RemoteUnread(
        new UnreadTexts(texts, json.path("dropped").asLong()), AnswerReader.gaps(json));
  }
}
