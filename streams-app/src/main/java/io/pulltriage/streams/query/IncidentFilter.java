package io.pulltriage.streams.query;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Severity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents: those that satisfy everything that is set. Made by {@link #builder()}.
 * Immutable.
 *
 * @param status whether they last
 * @param phase what failed
 * @param causes any of these; empty for all
 * @param severities any of these; empty for all
 * @param cluster its name
 * @param namespace its name
 * @param workloadKind Kubernetes kind of the workload, such as {@code Deployment}
 * @param workload the workload's name
 * @param image the image as the spec writes it, or its normalised reference, or {@code
 *     registry/repository} for all tags of it
 * @param registry the registry's host and port
 * @param node a node on which it fails or failed
 * @param since those that lasted then or later: open ones always, resolved ones if they ended then
 *     or after
 * @param outbreak id of the outbreak that they are part of
 * @param text that is somewhere in their names, image, cause, title, nodes, pods or messages, in
 *     any case of its letters
 */
public record IncidentFilter(
    Optional<IncidentStatus> status,
    Optional<Phase> phase,
    Set<Cause> causes,
    Set<Severity> severities,
    Optional<String> cluster,
    Optional<String> namespace,
    Optional<String> workloadKind,
    Optional<String> workload,
    Optional<String> image,
    Optional<String> registry,
    Optional<String> node,
    Optional<Instant> since,
    Optional<String> outbreak,
    Optional<String> text) {

  /** All incidents. */
  public static final IncidentFilter NONE = builder().build();

  private static final int LONGEST_TEXT = 1_024;

  /**
   * Keeps what it is given.
   *
   * @throws IllegalArgumentException if a text is empty or longer than any name could be
   */
  public IncidentFilter {
    causes = Set.copyOf(causes);
    severities = Set.copyOf(severities);
    check("cluster", cluster);
    check("namespace", namespace);
    check("workload", workloadKind);
    check("workload", workload);
    check("image", image);
    check("registry", registry);
    check("node", node);
    check("outbreak", outbreak);
    check("text", text);
  }

  /** A filter to be made. */
  public static Builder builder() {
    return new Builder();
  }

  private static void check(String name, Optional<String> text) {
    if (text.isPresent() && text.get().isEmpty()) {
      throw new IllegalArgumentException(name + " must not be empty");
    }
    if (text.isPresent() && text.get().length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "%s must have no more than %d characters".formatted(name, LONGEST_TEXT));
    }
  }

  /** Sets one thing after the other; null stands for not set. Not thread-safe. */
  public static final class Builder {

    private Optional<IncidentStatus> status = Optional.empty();
    private Optional<Phase> phase = Optional.empty();
    private Set<Cause> causes = Set.of();
    private Set<Severity> severities = Set.of();
    private Optional<String> cluster = Optional.empty();
    private Optional<String> namespace = Optional.empty();
    private Optional<String> workloadKind = Optional.empty();
    private Optional<String> workload = Optional.empty();
    private Optional<String> image = Optional.empty();
    private Optional<String> registry = Optional.empty();
    private Optional<String> node = Optional.empty();
    private Optional<Instant> since = Optional.empty();
    private Optional<String> outbreak = Optional.empty();
    private Optional<String> text = Optional.empty();

    private Builder() {}

    /** Whether they last. */
    public Builder status(@Nullable IncidentStatus value) {
      status = Optional.ofNullable(value);
      return this;
    }

    /** What failed. */
    public Builder phase(@Nullable Phase value) {
      phase = Optional.ofNullable(value);
      return this;
    }

    /** Any of these causes. */
    public Builder causes(Set<Cause> values) {
      causes = values;
      return this;
    }

    /** Any of these severities. */
    public Builder severities(Set<Severity> values) {
      severities = values;
      return this;
    }

    /** The cluster's name. */
    public Builder cluster(@Nullable String value) {
      cluster = Optional.ofNullable(value);
      return this;
    }

    /** The namespace. */
    public Builder namespace(@Nullable String value) {
      namespace = Optional.ofNullable(value);
      return this;
    }

    /** The workload, as {@code name} or {@code Kind/name}. */
    public Builder workload(@Nullable String value) {
      int slash = value == null ? -1 : value.indexOf('/');
      workloadKind =
          value == null || slash < 0 ? Optional.empty() : Optional.of(value.substring(0, slash));
      workload = Optional.ofNullable(value).map(text -> text.substring(slash + 1));
      return this;
    }

    /** The image. */
    public Builder image(@Nullable String value) {
      image = Optional.ofNullable(value);
      return this;
    }

    /** The registry. */
    public Builder registry(@Nullable String value) {
      registry = Optional.ofNullable(value);
      return this;
    }

    /** A node. */
    public Builder node(@Nullable String value) {
      node = Optional.ofNullable(value);
      return this;
    }

    /** That lasted then or later. */
    public Builder since(@Nullable Instant value) {
      since = Optional.ofNullable(value);
      return this;
    }

    /** The outbreak's id. */
    public Builder outbreak(@Nullable String value) {
      outbreak = Optional.ofNullable(value);
      return this;
    }

    /** A text that is somewhere in them. */
    public Builder text(@Nullable String value) {
      text = Optional.ofNullable(value);
      return this;
    }

    /**
     * The filter.
     *
     * @throws IllegalArgumentException if a text is empty or longer than any name could be
     */
    public IncidentFilter build() {
      return new IncidentFilter(
          status,
          phase,
          causes,
          severities,
          cluster,
          namespace,
          workloadKind,
          workload,
          image,
          registry,
          node,
          since,
          outbreak,
          text);
    }
  }
}
