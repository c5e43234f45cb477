package io.pulltriage.producer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.pulltriage.producer.config.ClustersConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterDirectoryTest {

  private static final ClustersConfig.Hub NO_HUB =
      new ClustersConfig.Hub(false, "argocd", false, List.of(), "", "");

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @Test
  void shouldFindTheCurrentContextSomeOrAll() throws IOException {
    Path file = Kubeconfigs.write(folder.resolve("config"), "t", "one", "two", "three");

    assertThat(contexts(file, List.of(), false).clusters()).containsOnlyKeys("one");
    assertThat(contexts(file, List.of("two", "three"), false).clusters())
        .containsOnlyKeys("two", "three");
    assertThat(contexts(file, List.of(), true).clusters()).containsOnlyKeys("one", "two", "three");
  }

  @Test
  void shouldReachTheContextsClusterWithTheTokenOfThatMoment() throws IOException {
    // Given
    Path file = Kubeconfigs.write(folder.resolve("config"), "old", "one", "two");
    ClusterAccess access = cluster(contexts(file, List.of("two"), false), "two");

    // When
    Kubeconfigs.write(file, "new", "one", "two");

    // Then
    Config config = access.config().get();
    assertThat(config.getMasterUrl()).isEqualTo("https://two.example/");
    assertThat(config.getAutoOAuthToken()).isEqualTo("new");
    assertThat(cluster(contexts(file, List.of("two"), false), "two").fingerprint())
        .as("a rotated credential is noticed")
        .isNotEqualTo(access.fingerprint());
  }

  @Test
  void shouldNameAContextThatIsNotThereAndThoseThatAre() throws IOException {
    Path file = Kubeconfigs.write(folder.resolve("config"), "t", "one", "two");

    ClusterDirectory.Listing listing = contexts(file, List.of("two", "tow"), false);

    assertThat(listing.clusters()).containsOnlyKeys("two");
    assertThat(listing.problems()).containsExactly(file + " has no context tow; it has one, two");
  }

  @Test
  void shouldFollowAFolderAndLeaveOutWhatCannotBeRead() throws IOException {
    // Given
    Kubeconfigs.write(folder.resolve("a"), "t", "one");
    Files.writeString(folder.resolve("broken"), "token: s3cr3t-t0ken: [");
    Files.writeString(folder.resolve(".hidden"), "nothing");
    ClusterDirectory directory = directory(none(), folder.toString(), Map.of());

    // When
    ClusterDirectory.Listing first = directory.look();
    Kubeconfigs.write(folder.resolve("b"), "t", "two");
    ClusterDirectory.Listing second = directory.look();
    Files.delete(folder.resolve("a"));
    ClusterDirectory.Listing third = directory.look();

    // Then
    assertThat(first.clusters()).containsOnlyKeys("one");
    assertThat(first.problems())
        .containsExactly(
            folder.resolve("broken") + " is no kubeconfig: it cannot be parsed as YAML");
    assertThat(second.clusters()).containsOnlyKeys("one", "two");
    assertThat(third.clusters()).containsOnlyKeys("two");
  }

  @Test
  void shouldRefuseProgramsAndTokenFilesInAFolderUnlessTheyAreTurnedOn() throws IOException {
    // Given
    Files.writeString(folder.resolve("runs"), withUser("runs", "exec: {command: sh}"));
    Files.writeString(folder.resolve("reads"), withUser("reads", "tokenFile: /etc/passwd"));
    Kubeconfigs.write(folder.resolve("fine"), "t", "fine");

    // When
    ClusterSource.Found refused = new FolderSource(folder, false).look();
    ClusterSource.Found allowed = new FolderSource(folder, true).look();

    // Then
    assertThat(refused.clusters()).extracting(ClusterAccess::name).containsExactly("fine");
    assertThat(refused.problems())
        .containsExactly(
            folder.resolve("reads")
                + ": context reads has a user with tokenFile, which kubeconfigs of a folder may"
                + " have only with clusters.folder.exec: true",
            folder.resolve("runs")
                + ": context runs has a user with exec, which kubeconfigs of a folder may have"
                + " only with clusters.folder.exec: true");
    assertThat(allowed.problems()).isEmpty();
    assertThat(allowed.clusters())
        .extracting(ClusterAccess::name)
        .containsExactly("fine", "reads", "runs");
  }

  @Test
  void shouldNotRunAProgramThatAFileNamesOnlyAfterItWasLookedAt() throws IOException {
    // Given
    Path file = Kubeconfigs.write(folder.resolve("config"), "t", "one");
    ClusterAccess access = new FolderSource(folder, false).look().clusters().get(0);

    // When
    Files.writeString(file, withUser("one", "exec: {command: sh}"));

    // Then
    assertThatThrownBy(() -> access.config().get())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clusters.folder.exec");
  }

  @Test
  void shouldRefuseAKubeconfigThatIsNestedTooDeep() throws IOException {
    // Given
    int levels = 20_000;
    Path deep = folder.resolve("deep");
    Files.writeString(deep, "clusters: " + "[".repeat(levels) + "]".repeat(levels));
    Kubeconfigs.write(folder.resolve("fine"), "t", "fine");

    // When
    ClusterSource.Found found = new FolderSource(folder, false).look();

    // Then
    assertThat(found.clusters()).extracting(ClusterAccess::name).containsExactly("fine");
    assertThat(found.problems())
        .containsExactly(deep + " is no kubeconfig: it is nested more than 64 levels deep");
  }

  @Test
  void shouldRefuseASecondClusterOfTheSameNameAndNameBothSources() throws IOException {
    // Given
    Path own = Kubeconfigs.write(folder.resolve("own"), "t", "prod");
    Path others = Files.createDirectory(folder.resolve("others"));
    Kubeconfigs.write(others.resolve("fleet"), "t", "prod", "stage");

    // When
    ClusterDirectory.Listing listing =
        directory(kubeconfig(own, List.of(), false), others.toString(), Map.of()).look();

    // Then
    assertThat(listing.clusters()).containsOnlyKeys("prod", "stage");
    assertThat(cluster(listing, "prod").origin()).contains(own.toString());
    assertThat(listing.problems())
        .singleElement()
        .asString()
        .contains("prod", "context prod of " + own, "context prod of " + others.resolve("fleet"));
  }

  @Test
  void shouldMakeNamesFitForKeysAndTakeOnesOfOurOwn() throws IOException {
    Path file =
        Kubeconfigs.write(
            folder.resolve("config"), "t", "arn:aws:eks:eu-west-1:1:cluster/prod", "two");

    ClusterDirectory.Listing listing =
        directory(kubeconfig(file, List.of(), true), "", Map.of("two", "second")).look();

    assertThat(listing.clusters())
        .containsOnlyKeys("arn:aws:eks:eu-west-1:1:cluster_prod", "second");
  }

  @Test
  void shouldKeepTheClustersOfASourceThatCannotBeLookedAt() throws IOException {
    // Given
    Path fleet = Files.createDirectory(folder.resolve("fleet"));
    Kubeconfigs.write(fleet.resolve("a"), "t", "one");
    ClusterDirectory directory = directory(none(), fleet.toString(), Map.of());
    directory.look();

    // When
    Files.delete(fleet.resolve("a"));
    Files.delete(fleet);

    // Then
    ClusterDirectory.Listing listing = directory.look();
    assertThat(listing.clusters()).containsOnlyKeys("one");
    assertThat(listing.problems()).singleElement().asString().contains("the folder " + fleet);
  }

  private static String withUser(String context, String user) {
    return Kubeconfigs.content("t", List.of(context))
        .replace("user: {token: t}", "user: {" + user + "}");
  }

  private static ClusterAccess cluster(ClusterDirectory.Listing listing, String name) {
    return Objects.requireNonNull(listing.clusters().get(name));
  }

  private static ClustersConfig.Kubeconfig none() {
    return new ClustersConfig.Kubeconfig("", List.of(), false);
  }

  private static ClustersConfig.Kubeconfig kubeconfig(
      Path file, List<String> contexts, boolean all) {
    return new ClustersConfig.Kubeconfig(file.toString(), contexts, all);
  }

  private static ClusterDirectory.Listing contexts(Path file, List<String> contexts, boolean all) {
    return directory(kubeconfig(file, contexts, all), "", Map.of()).look();
  }

  private static ClusterDirectory directory(
      ClustersConfig.Kubeconfig kubeconfig, String folder, Map<String, String> names) {
    return ClusterDirectory.of(
        new ClustersConfig(
            new ClustersConfig.InCluster(false, ""),
            kubeconfig,
            new ClustersConfig.Folder(folder, false),
            NO_HUB,
            names,
            Duration.ofSeconds(1)));
  }
}
