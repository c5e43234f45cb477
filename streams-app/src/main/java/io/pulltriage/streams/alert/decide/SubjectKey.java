package io.pulltriage.streams.alert.decide;

import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.Keys;

/**
 * Which incident or outbreak. Immutable.
 *
 * @param kind incident or outbreak
 * @param id its id
 */
public record SubjectKey(AlertKind kind, String id) {

  /** Key of the record that keeps what was told. */
  public String text() {
    return Keys.alert(kind, id);
  }
}
