package io.pulltriage.producer.translate.mask;

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
        // Names of whatever form.
        "PGPASSWORD=S3cr3t psql",
        "java -Dspring.datasource.password=S3cr3t -jar app.jar",
        "spring.datasource.password: S3cr3tPw",
        "ldapBindPassword=S3cr3t",
        "SMTP_PASS: S3cr3tPw",
        "LDAP_BIND_PW=S3cr3t",
        "rootpwd=S3cr3t",
        "PASSWORD_OLD=S3cr3t",
        "API_TOKEN_2=S3cr3t",
        "signing_key=S3cr3t",
        "Endpoint=sb://q.example/;SharedAccessKeyName=Send;SharedAccessKey=S3cr3t=",
        "AccountKey=S3cr3t+/abc==;EndpointSuffix=core.windows.net",
        "https://cdn.example/a?Signature=x&Key-Pair-Id=S3cr3t",
        "https://fn.example/api?code=S3cr3tabc01",
        "https://x.example/a;jsessionid=S3cr3t?b=1",
        "https://x.example/a?b=1\\u0026sig=S3cr3t\\u0026c=2",
        "redirect=https%253A%252F%252Fx%253Ftoken%253DS3cr3t",
        "%22password%22%3A%22S3cr3t%22",
        "{\"name\":\"DB_PASSWORD\",\"value\":\"S3cr3t\"}",
        "- name: DB_PASSWORD\n  value: S3cr3t",
        "<add key=\"ApiKey\" value=\"S3cr3t\"/>",
        "<c:ApiToken>S3cr3t</c:ApiToken>",
        "{Username:robot Password:S3cr3t Url:x}",
        "'password' => 'S3cr3t'",
        "password := \"S3cr3t\"",
        // Values that go on behind what ends others.
        "password=a,S3cr3t",
        "password=a;S3cr3t;encrypt=true",
        "password=a&S3cr3t&b=2",
        "password=<S3cr3t>",
        "password:      S3cr3t",
        "token=\"S3cr3t with spaces S3cr3t\"",
        // Names with a colon.
        "token: S3cr3tabcdef012345: refused",
        "secret: 'S3cr3tPw'",
        "X-Api-Key: S3cr3t",
        "x-functions-key:S3cr3t==",
        "Ocp-Apim-Subscription-Key: S3cr3t",
        "API key: S3cr3tabcdef0123",
        "Cookie: a=S3cr3t; b=S3cr3t",
        "map[X-Vault-Token:[S3cr3t]]",
        "authorization: Token S3cr3t",
        "Authorization: Digest username=\"me\", response=\"S3cr3t\"",
        // Flags.
        "helm registry login r.example --username robot --password S3cr3t",
        "[\"docker\",\"login\",\"-u\",\"robot\",\"-p\",\"S3cr3t\"]",
        "podman login -u=robot -p=S3cr3t r.example",
        "sqlcmd -S db -U sa -P S3cr3t!",
        "mysql -uroot -pS3cr3t",
        "redis-cli -a S3cr3t ping",
        "curl -u robot:S3cr3t https://r.example/v2/",
        "skopeo copy --src-creds=robot:S3cr3t docker://a docker://b",
        "echo S3cr3t | docker login -u robot --password-stdin",
        // Sentences.
        "invalid token \"S3cr3tabcdef0123\"",
        "access key S3cr3tabcdef0123 is not known",
        "password 'S3cr3t' was refused",
        "machine r.example login robot password S3cr3tPw",
        "CREATE USER robot IDENTIFIED BY 'S3cr3t'",
        // Users and passwords before hosts.
        "postgres://app:a/S3cr3t@db/x",
        "postgres://app:a#S3cr3t@db/x",
        "postgres://app:a?S3cr3t@db/x",
        "https://app:a\"S3cr3t@db.example/x",
        "https%3A%2F%2Frobot%3AS3cr3t%40r.example%2Fv2",
        "app:S3cr3t@tcp(db:3306)/x",
        "robot:S3cr3t@proxy:3128",
        "robot:S3cr3t@[::1]:5432",
        "//robot:S3cr3t@proxy:3128",
        "redis :S3cr3t@cache:6379",
        "jdbc:oracle:oci:scott/S3cr3t@db",
        // Private keys.
        "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nS3cr3t\n-----END EC PRIVATE KEY-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nS3cr3t\n-----END PGP PRIVATE KEY BLOCK-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nS3cr3tandcutoff",
        "S3cr3tabcdefghijklmnop\nS3cr3tabcdefghijklmnop\nS3cr3t==\n-----END PRIVATE KEY-----",
        "tls: LS0tLS1CRUdJTiBFQyS3cr3tabcdefgh",
        // Tokens by their shapes.
        "sk_live_S3cr3tabcdef",
        "sk-proj-S3cr3t-abcdefgh_ijklmnop",
        "SG.S3cr3tabcdefghij.klmnopqrstuvwxyz",
        "xapp-1-S3cr3tABC-1234567890-abcdef",
        "xoxe.xoxp-1-S3cr3tabcdefgh",
        "hvb.S3cr3tabcdefghijklmnop",
        "s.S3cr3tabcdefghijklmnop",
        "pypi-AgEIcHlwaS5vcmcS3cr3t",
        "glsa_S3cr3tabcdefghijklmnop_0123abcd",
        "IQoJb3JpZ2luX2VjS3cr3t//abc",
        "n0t8Q~S3cr3tabcdefghijklmnopqrstu",
        "htpasswd robot:$2y$05$S3cr3tabcdefghijklmnop",
        "https://hooks.slack.com/services/T0000/B0000/S3cr3tabc",
        "https://corp.webhook.office.com/webhookb2/1@2/IncomingWebhook/S3cr3t/3",
        "https://discord.com/api/webhooks/1234/S3cr3tabc",
        "https://api.telegram.org/bot1234:S3cr3tabc/sendMessage",
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
        "secrets \"db-20260101\" not found",
        "couldn't get secret default/regcred: secret \"regcred\" not found",
        "secret default-token-x7k2p not found",
        "references non-existent secret key: tls.crt",
        "couldn't find key sqlServerPassword1 in Secret shop/db",
        "key \"config.yaml\" not found",
        "{\"imagePullSecrets\":[{\"name\":\"regcred1\"}]}",
        "imagePullSecrets=regcred1",
        "secretName=regcred1",
        "token_type=bearer",
        "automountServiceAccountToken: false",
        "Get \"https://auth.docker.io/token?service=registry.docker.io&scope=repository:a/b:pull\": EOF",
        "dial tcp: lookup auth.docker.io on 10.0.0.10:53: no such host",
        "auth:1.4.2",
        "team/password:v1.2.3-rc4",
        "minio/token:RELEASE.2026-01-01T00-00-00Z",
        "registry.example:5000/team/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "docker-pullable://app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "https://registry.example:5000/team/@scope/app",
        "docker run -p 8080:80 -u 1000:1000 app",
        "mkdir -p /var/lib/Kubelet1",
        "unknown flag: --token",
        "flag --password is required",
        "(using password: YES)",
        "password: x509: certificate signed by unknown authority",
        "token: Get \"https://auth.example/token\": dial tcp 10.0.0.1:443: i/o timeout",
        "FATAL: password authentication failed for user \"app1\"",
        "no matching signatures: invalid signature",
        "signature: sha256-0123456789abcdef0123456789abcdef.sig not found",
        "<Error><Code>NoSuchKey</Code><Key>docker/registry/v2/blobs/sha256/ab/data</Key></Error>",
        "failed calling webhook \"x\": Post \"https://hook.ns.svc:443/webhooks/mutate-pods-v1?timeout=10s\": EOF",
        "pod \"sk-learn-server-7d9f8b6c5d-abcde\" on node ip-10-0-1-23.eu-west-1.compute.internal",
        "uid 0a1b2c3d-4e5f-6789-abcd-ef0123456789",
        "-----BEGIN CERTIFICATE-----\nMIIDabcdefghijkl\n-----END CERTIFICATE-----",
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
        " ",
        "token:",
        "--token ",
        "-p ",
        "-u ",
        "mysql -p",
        "a:b@c:",
        "<key>",
        "SG.",
        "s.",
        "password: a,b;",
        "Authorization: Basic ",
        "Cookie: a; ",
        "-----BEGIN PRIVATE KEY",
        "-----END PRIVATE KEY-----",
        "echo a|",
        "https%3A%2F%2F",
        "$2y$",
        "/hooks/"
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
    assertThat(Masking.mask("password: token=:/x>%3D")).isEqualTo("password: ***>%3D");
  }

  @Test
  void shouldNotTakeTheEndOfAMaskedTextForAPassword() {
    String once = Masking.mask("password: token=***\"0");

    assertThat(Masking.mask(once)).isEqualTo(once).isEqualTo("password: ***\"0");
  }
}
