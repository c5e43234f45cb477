package io.pulltriage.standalone.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.standalone.remote.ClusterState;
import io.pulltriage.standalone.remote.RemoteApi;
import io.pulltriage.standalone.remote.RemoteChanges;
import io.pulltriage.standalone.remote.RemotePage;
import io.pulltriage.standalone.report.RecordOutput;
import io.pulltriage.standalone.report.Views;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.DisplayText;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ExitCode;

/** Prints what a running instance answers. */
final class RemoteReport implements RemoteChanges.Observer {

  /** Status of a command that was to fail if there is anything. */
  static final int FOUND = 3;

  private final Console console;
  private final ListOptions options;
  private final RecordOutput output;

  RemoteReport(Console console, ListOptions options) {
    this.console = console;
    this.options = options;
    this.output = options.format().to(console);
  }

  int incidents(RemotePage<Incident> page) throws IOException {
    switch (options.format()) {
      case TABLE -> console.results().write(Views.incidents(page.items(), console.screen()));
      case JSON -> output.state(page.items(), List.of());
    }
    return status(page);
  }

  int outbreaks(RemotePage<Outbreak> page) throws IOException {
    switch (options.format()) {
      case TABLE -> console.results().write(Views.outbreaks(page.items(), console.screen()));
      case JSON -> output.state(List.of(), page.items());
    }
    return status(page);
  }

  int clusters(RemotePage<ClusterState> page) throws IOException {
    switch (options.format()) {
      case TABLE -> console.results().write(ClusterTable.render(page.items(), console.screen()));
      case JSON -> {
        for (ClusterState cluster : page.items()) {
          console.results().write(json(cluster));
        }
      }
    }
    return status(page);
  }

  /** One thing in full. */
  int incident(Incident incident) throws IOException {
    switch (options.format()) {
      case TABLE -> console.results().write(Views.incident(incident, console.screen()));
      case JSON -> output.change(incident);
    }
    return options.isFailure(1) ? FOUND : ExitCode.OK;
  }

  int outbreak(Outbreak outbreak) throws IOException {
    return outbreaks(
        new RemotePage<>(
            List.of(outbreak), java.util.Optional.empty(), java.util.Optional.empty()));
  }

  /** Prints changes until interrupted. */
  int watch(RemoteApi api, RemoteChanges.Kind kind, Map<String, String> filters)
      throws IOException, InterruptedException {
    new RemoteChanges(api, kind, filters, this, this::warn).follow();
    return ExitCode.OK;
  }

  @Override
  public void heard(Incident incident) throws IOException {
    output.change(incident);
    console.results().flush();
  }

  @Override
  public void heard(Outbreak outbreak) throws IOException {
    output.change(outbreak);
    console.results().flush();
  }

  @Override
  public void heard(ClusterState cluster) throws IOException {
    String line =
        switch (options.format()) {
          case TABLE -> ClusterTable.line(cluster);
          case JSON -> json(cluster);
        };
    console.results().write(line);
    console.results().flush();
  }

  private int status(RemotePage<?> page) throws IOException {
    console.results().flush();
    page.warning().ifPresent(this::warn);
    page.next().ifPresent(next -> warn("there are more; --limit prints them"));
    if (options.isFailure(page.items().size())) {
      return FOUND;
    }
    // What an instance says that has fallen behind proves nothing.
    return options.mustBeCertain() && page.warning().isPresent() ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private void warn(String text) {
    console.messages().println("pulltriage: " + DisplayText.harmless(text));
  }

  private static String json(ClusterState cluster) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("type", "cluster");
      JsonRecords.writeFields(cluster.status(), out);
      out.writeStringField("health", cluster.health());
      out.writeNumberField("ageSeconds", cluster.ageSeconds());
      out.writeEndObject();
    }
    return text.toString() + '\n';
  }
}
