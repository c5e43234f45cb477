package io.pulltriage.streams.alert.text;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.Severity;
import io.pulltriage.streams.alert.decide.IncidentSubject;
import io.pulltriage.streams.alert.decide.OutbreakSubject;
import io.pulltriage.streams.alert.decide.Subject;
import io.pulltriage.streams.alert.decide.Told;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The labels of an alert at an Alertmanager, which are its identity there. Of an incident's labels
 * only cause, severity and outbreak ever change; of an outbreak's none. Pure.
 */
public final class AlertLabels {

  /** Characters of a value; what is longer ends in a hash, so that alerts stay apart. */
  static final int LONGEST = 300;

  private AlertLabels() {}

  /** As the subject is now. */
  public static Map<String, String> now(Subject subject, boolean backlog) {
    return labels(subject, subject.cause(), subject.severity(), subject.partOf(), backlog);
  }

  /** As a sink was told of the subject. */
  public static Map<String, String> told(Subject subject, Told told) {
    return labels(subject, told.cause(), told.severity(), told.partOf(), told.backlog());
  }

  private static Map<String, String> labels(
      Subject subject, Cause cause, Severity severity, Optional<String> partOf, boolean backlog) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("cause", cause.name());
    labels.put("severity", lower(severity));
    labels.put("phase", lower(subject.phase()));
    labels.put("kind", lower(subject.kind()));
    if (backlog) {
      labels.put("backlog", "true");
    }
    if (subject instanceof IncidentSubject one) {
      incident(one.incident(), labels);
      partOf.ifPresent(outbreak -> labels.put("outbreak", outbreak));
    } else if (subject instanceof OutbreakSubject many) {
      outbreak(many.outbreak(), labels);
    }
    labels.values().removeIf(String::isEmpty);
    labels.replaceAll((name, value) -> SafeText.distinct(value, LONGEST));
    return labels;
  }

  private static void incident(Incident incident, Map<String, String> labels) {
    labels.put("alertname", "PullTriageIncident");
    labels.put("scope", "workload");
    labels.put("cluster", incident.getCluster());
    labels.put("namespace", incident.getNamespace());
    labels.put(
        "workload", incident.getWorkload().getKind() + '/' + incident.getWorkload().getName());
    labels.put("container", incident.getContainer());
    labels.put("image", ImageReferences.normalized(incident.getImage()));
    incident.getImage().getRegistry().ifPresent(host -> labels.put("registry", host));
  }

  /** What its key names; its clusters grow, so they are no labels. */
  private static void outbreak(Outbreak outbreak, Map<String, String> labels) {
    String key = outbreak.getKey();
    labels.put("alertname", "PullTriageOutbreak");
    labels.put("outbreak", outbreak.getId());
    labels.put("scope", lower(outbreak.getScope()));
    int slash = key.indexOf('/');
    switch (outbreak.getScope()) {
      case IMAGE -> {
        labels.put("image", key);
        labels.put("registry", slash < 0 ? "" : key.substring(0, slash));
      }
      case REGISTRY -> labels.put("registry", key);
      case NODE, ZONE, CLUSTER -> labels.put("cluster", slash < 0 ? key : key.substring(0, slash));
      case CREDENTIAL -> {
        String[] parts = key.split("/", 3);
        labels.put("cluster", parts[0]);
        labels.put("namespace", parts.length > 1 ? parts[1] : "");
      }
      case UNKNOWN -> {}
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
