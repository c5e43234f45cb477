package io.pulltriage.producer.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

  /** In each text the secret is the part that contains S3cr3t. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Get \"https://robot:S3cr3tPw@registry.example/v2/\": 401",
        "Get \"https://S3cr3tToken@registry.example/v2/\": EOF",
        "proxyconnect tcp: dial http://me:S3cr3t@Pw@proxy:3128: refused",
        "proxy me:S3cr3tPw@proxy.example:3128 refused",
        "Authorization: Bearer S3cr3tS3cr3tS3cr3t rejected",
        "authorization:Basic S3cr3tdXNlcjpwYXNz=",
        "{\"Authorization\": [\"Bearer S3cr3tabc\"]}",
        "sent header Bearer S3cr3tS3cr3t.abc-_def",
        "sent \"Basic dXNlcjpTS3cr3tcGFz=\"",
        "X-Registry-Auth: S3cr3teyJhIjoi",
        "PRIVATE-TOKEN: S3cr3t",
        "https://b.s3.amazonaws.com/x?X-Amz-Credential=AKIAS3cr3t%2F20260101&X-Amz-Date=1: 403",
        "https://b.s3.amazonaws.com/x?X-Amz-Signature=S3cr3t0a0b: 403",
        "https://b.s3.amazonaws.com/x?X-Amz-Security-Token=S3cr3t%2F%2F%2F&y=1",
        "https://x.blob.core.windows.net/y?sv=2019&sr=b&sig=S3cr3t%2Fabc%3D&se=2026",
        "https://storage.googleapis.com/a?X-Goog-Signature=S3cr3t&X-Goog-Date=2",
        "https://storage.googleapis.com/a?GoogleAccessId=S3cr3t@x.iam&Expires=2",
        "https://cdn.quay.io/a?Expires=1&Signature=S3cr3t~&Key-Pair-Id=K",
        "https://production.cloudflare.docker.com/a?verify=1700-S3cr3t%3D",
        "redirect=https%3A%2F%2Fx%3Fsig%3DS3cr3t%26se%3D1",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJS3cr3tS3cr3t.c2lnbmF0dXJlS3cr3t",
        "docker login -u AWS -p eyJwYXlsb2FkIjoiS3cr3tS3cr3tS3cr3tS3cr3tS3cr3t",
        "https://auth.example/token?service=x&access_token=S3cr3t&account=y",
        "POST failed: grant_type=password&password=S3cr3t&client_id=containerd-client",
        "{\"access_token\":\"S3cr3t\",\"expires_in\":300}",
        "{\"auths\":{\"r.example\":{\"username\":\"me\",\"password\":\"S3cr3t, with \\\"S3cr3t\\\"\",\"auth\":\"S3cr3tbWU=\"}}}",
        "body \"{\\\"token\\\":\\\"S3cr3t\\\\\\\"S3cr3t\\\"}\" unexpected",
        "{'identitytoken': 'S3cr3t'}",
        "env: AWS_SECRET_ACCESS_KEY=S3cr3t exited",
        "MSSQL_SA_PASSWORD=S3cr3t",
        "login failed, password: S3cr3tPw",
        "using ghp_S3cr3tS3cr3tS3cr3tS3cr3t0123",
        "using glpat-S3cr3tS3cr3tS3cr3t",
        "using dckr_pat_S3cr3tS3cr3tS3cr3t",
        "using ya29.S3cr3tS3cr3tS3cr3tS3cr3t",
        "-----BEGIN RSA PRIVATE KEY-----\\nS3cr3t\\n-----END RSA PRIVATE KEY-----",
      })
  void shouldMaskCredentials(String text) {
    assertThat(Masking.mask(text)).contains(Masking.MASK).doesNotContain("S3cr3t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://auth.docker.io/token?scope=repository%3Ateam%2Fapi%3Apull&service=registry.docker.io: 401 Unauthorized",
        "failed to fetch anonymous token: Get \"https://ghcr.io/token?scope=a\": dial tcp: i/o timeout",
        "unauthorized: incorrect username or password",
        "Basic authentication required",
        "no basic auth credentials",
        "Www-Authenticate: Bearer realm=\"https://auth.example/token\",service=\"registry\",error=\"invalid_token\"",
        "authorization: failed",
        "invalid token: expired",
        "secret \"absent-secret\" not found",
        "couldn't find key password in Secret shop/db",
        "Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.",
        "password: unauthorized",
        "docker.io/team/api:1.4.22@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef: not found",
        "Head \"https://mcr.microsoft.com/v2/mssql/server/manifests/express\": 404 Not Found",
        "quay.io/team/auth-token:pr-401",
        "secret \"\"",
      })
  void shouldLeaveWhatTellsTheCause(String text) {
    assertThat(Masking.mask(text)).isEqualTo(text);
  }

  @Test
  void shouldKeepTheHostOfAUrlWithUserAndPassword() {
    assertThat(Masking.mask("dial https://me:pw@registry.example:5000/v2/: refused"))
        .isEqualTo("dial https://***@registry.example:5000/v2/: refused");
  }

  @Test
  void shouldKeepTheRestOfASignedUrl() {
    assertThat(Masking.mask("https://x.example/y?sv=1&sig=abc%3D&se=2: 403 Forbidden"))
        .isEqualTo("https://x.example/y?sv=1&sig=***&se=2: 403 Forbidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "://",
        "://a",
        "a:",
        "a-",
        "a_",
        "eyJ",
        "eyJaaaaaa-",
        "eyJaaaaaa.",
        "password=",
        "token=\"",
        "\"token\":\"",
        "\\\"",
        "authorization:",
        "Bearer ",
        "password: ",
        "-----BEGIN ",
        "AKIA",
        "ghp_",
        "x@",
        ".",
        "a:b@",
        "sig%3D",
        "a-b_",
        " "
      })
  void shouldTakeTimeInProportionToTheLength(String part) {
    String text = part.repeat(100_000 / part.length());

    long start = System.nanoTime();
    String masked = Masking.mask(text);

    // What is linear takes a tenth of a second; what is not would take minutes.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(masked).isNotNull();
  }

  @Test
  void shouldLeaveRealMessagesAlone() throws IOException {
    Path corpus =
        Path.of("..", "classifier", "src", "test", "resources", "corpus", "messages.jsonl");
    List<String> changed = new ArrayList<>();
    for (String line : Files.readAllLines(corpus)) {
      JsonNode message = new ObjectMapper().readTree(line).get("message");
      if (!Masking.mask(message.asText()).equals(message.asText())) {
        changed.add(Masking.mask(message.asText()));
      }
    }

    // Signed URLs are all that real messages hold of credentials.
    assertThat(changed).allMatch(text -> text.contains("=***"));
  }

  @Test
  void shouldMaskWhatLooksLikeACredentialOnlyOnceAnotherIsGone() {
    assertThat(Masking.mask("password: token=:/x>%3D")).isEqualTo("password: ***");
  }

  @Test
  void shouldNotTakeTheEndOfAMaskedTextForAPassword() {
    String once = Masking.mask("password: token=***\"0");

    assertThat(Masking.mask(once)).isEqualTo(once).isEqualTo("password: token=***\"0");
  }
}
