package io.pulltriage.streams.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.testkit.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An analyzer in a process of its own, asked over REST. Thread-safe. */
final class Instance implements AutoCloseable {

  static final String TEAM = "team-token-0123456789";
  private static final String ALL = "whole-token-0123456789";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  private Instance(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one with settings beside those that all have; what it says is in the log. */
  static Instance start(Path log, List<String> settings) throws IOException {
    int port = Ports.free();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                InstanceMain.class.getName(),
                "api.port=" + port,
                "api.tokens.all.variable=ALL",
                "api.tokens.team.variable=TEAM",
                "api.tokens.team.clusters=lab-a",
                "api.tokens.team.namespaces=shop"));
    command.addAll(settings);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
    builder.environment().put("ALL", ALL);
    builder.environment().put("TEAM", TEAM);
    return new Instance(builder.start(), port);
  }

  /** {@code host:port}, as the others know it. */
  String address() {
    return "127.0.0.1:" + port;
  }

  /** Whether it says that it is; false while it does not listen yet. */
  boolean isReady() throws InterruptedException {
    try {
      return send("/ready", ALL).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** What it answers to who may see everything. */
  HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    return send(path, ALL);
  }

  /** What it answers about one incident. */
  HttpResponse<String> askAbout(String id) throws IOException, InterruptedException {
    return ask("/api/v1/incidents/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
  }

  /** A list or the like. */
  JsonNode read(String path, String token) throws IOException, InterruptedException {
    HttpResponse<String> response = send(path, token);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.statusCode() + ' ' + response.body());
    }
    return JSON.readTree(response.body());
  }

  JsonNode read(String path) throws IOException, InterruptedException {
    return read(path, ALL);
  }

  private HttpResponse<String> send(String path, String token)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://" + address() + path))
            .header("Authorization", "Bearer " + token)
            .build(),
        BodyHandlers.ofString());
  }

  /** As a node that loses its power: it says goodbye to nobody. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    kill();
  }
}
