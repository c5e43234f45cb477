package io.pulltriage.producer.translate.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.translate.PublicText;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MaskingPropertiesTest {

  @Property
  void shouldChangeNothingTheSecondTime(@ForAll("texts") String text) {
    String once = Masking.mask(text);

    assertThat(Masking.mask(once)).isEqualTo(once);
  }

  @Property
  void shouldLeaveImageReferencesAlone(@ForAll("references") String reference) {
    String text = "Failed to pull image \"" + reference + "\": " + reference + ": not found";

    assertThat(Masking.mask(text)).isEqualTo(text);
  }

  @Property
  void shouldMaskAPasswordInAUrl(@ForAll("secrets") String secret, @ForAll("texts") String before) {
    String masked =
        Masking.mask(
            before + " https://user:" + secret + "@registry.example/v2/: 401 Unauthorized");

    assertThat(masked).doesNotContain(secret);
  }

  @Property
  void shouldMaskASecretByItsName(@ForAll("names") String name, @ForAll("secrets") String secret) {
    assertThat(Masking.mask("x?a=1&" + name + "=" + secret + "&b=2"))
        .isEqualTo("x?a=1&" + name + "=***&b=2");
    assertThat(Masking.mask("{\"" + name + "\":\"" + secret + "\",\"b\":2}"))
        .isEqualTo("{\"" + name + "\":\"***\",\"b\":2}");
  }

  @Property
  void shouldMaskABearerToken(@ForAll("secrets") String secret) {
    assertThat(Masking.mask("Authorization: Bearer " + secret + "\n401"))
        .isEqualTo("Authorization: Bearer ***\n401");
  }

  @Property(tries = 100)
  void shouldBoundEveryText(@ForAll("texts") String text, @ForAll("secrets") String secret) {
    String published = PublicText.of(text.repeat(200) + " token=" + secret);

    assertThat(published.length()).isLessThanOrEqualTo(PublicText.MAX_LENGTH);
    assertThat(published).doesNotContain(secret);
  }

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .withCharRange('0', '9')
        .withChars("-._~+")
        .ofMinLength(12)
        .ofMaxLength(80)
        // So that no other text holds it by chance.
        .map(rest -> "S3cr3t" + rest);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
        "password",
        "token",
        "access_token",
        "refresh_token",
        "id_token",
        "identitytoken",
        "client_secret",
        "auth",
        "sig",
        "Signature",
        "X-Amz-Signature",
        "X-Amz-Security-Token",
        "X-Goog-Signature",
        "api_key",
        "passwd",
        "passphrase",
        "pwd",
        "credential",
        "credentials",
        "signature",
        "apikey",
        "accesskey",
        "privatekey",
        "sessionkey",
        "pass",
        "verify",
        "api-key",
        "account_key",
        "accountkey",
        "private_key",
        "secret_key",
        "aws_access_key_id",
        "awsaccesskeyid",
        "GoogleAccessId",
        "authtoken",
        "clientsecret",
        "sharedaccesssignature",
        "_auth",
        ".dockerconfigjson",
        "dockerconfigjson");
  }

  @Provide
  Arbitrary<String> references() {
    Arbitrary<String> word =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('0', '9')
            .ofMinLength(1)
            .ofMaxLength(12);
    Arbitrary<String> registry =
        Arbitraries.oneOf(
            Arbitraries.just(""),
            word.map(name -> name + ".example/"),
            word.map(name -> name + ".example:5000/"));
    Arbitrary<String> tag =
        Arbitraries.oneOf(
            Arbitraries.just(""),
            Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars("._-")
                .ofMaxLength(20)
                .map(rest -> ":v" + rest));
    Arbitrary<String> digest =
        Arbitraries.oneOf(
            Arbitraries.just(""),
            Arbitraries.strings()
                .withCharRange('0', '9')
                .withCharRange('a', 'f')
                .ofLength(64)
                .map(hex -> "@sha256:" + hex));
    return Combinators.combine(registry, word, word, tag, digest)
        .as((host, team, name, version, hash) -> host + team + "/" + name + version + hash);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> part =
        Arbitraries.oneOf(
            Arbitraries.of(
                "://",
                "@",
                "token=",
                "\"token\":\"",
                "\\\"",
                "\"",
                "Bearer ",
                "authorization: ",
                "password: ",
                "eyJ",
                ".",
                "%3D",
                "***",
                "sig=",
                "&",
                " ",
                ":",
                "AKIA",
                "ghp_",
                "--password ",
                " -p ",
                "-u a:",
                "Cookie: a=b; ",
                "PASSWORD",
                "key=",
                "value: ",
                "name: API_TOKEN",
                "<password>",
                "%3A%2F%2F",
                "%40",
                "\\u003d",
                "-----BEGIN PRIVATE KEY-----",
                "-----END PRIVATE KEY-----",
                "sk-",
                "S3cr3tPw",
                "hooks.slack.com/services/",
                "token ",
                "echo ",
                "|login"),
            Arbitraries.strings().ascii().ofMaxLength(12),
            Arbitraries.strings().all().ofMaxLength(6));
    return part.list().ofMaxSize(12).map(parts -> String.join("", parts));
  }
}
