package io.pulltriage.standalone.secured;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate for this machine that the JDK's keytool makes.
 *
 * @param keyStore a PKCS12 file with it and its key
 * @param pem the certificate alone, for those who are to trust it
 */
record Certificate(Path keyStore, Path pem) {

  static final String PASSWORD = "changeit";

  static Certificate in(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("broker.p12");
    Path pem = folder.resolve("ca.pem");
    keytool(
        store,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-validity",
        "2");
    keytool(store, "-exportcert", "-rfc", "-file", pem.toString());
    assertThat(Files.readString(pem)).contains("BEGIN CERTIFICATE");
    return new Certificate(store, pem);
  }

  private static void keytool(Path store, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-alias",
            "broker",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString()));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
