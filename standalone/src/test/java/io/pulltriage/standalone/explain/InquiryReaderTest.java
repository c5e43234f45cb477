package io.pulltriage.standalone.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.streams.explain.Inquiry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InquiryReaderTest {

  private final InquiryReader reader = new InquiryReader(null, null);

  @Test
  void shouldReadAnObjectByItsFields() throws InquiryException {
    assertThat(
            reader.read(
                " {\"other\":{\"message\":\"no\"},\"reason\":\"Failed\",\"message\":\"a\\tb\","
                    + "\"image\":\"x:1\"} "))
        .isEqualTo(new Inquiry("a\tb", "Failed", "x:1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{", "{}x", "{\"message\":\"a\"} {\"message\":\"b\"}", "{\"message\":\"a\"", "{message:1}",
        "[\"message\"]", "\"message\"", "null", "", "  indented"
      })
  void shouldTakeEverythingElseAsTheMessage(String text) throws InquiryException {
    assertThat(reader.read(text)).isEqualTo(new Inquiry(text, null, null));
  }

  @Test
  void shouldReadAnObjectHoweverDeepItIsNested() throws InquiryException {
    // Given
    String nested = "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000);

    // Then
    assertThat(reader.read("{\"record\":" + nested + ",\"message\":\"manifest unknown\"}"))
        .isEqualTo(new Inquiry("manifest unknown", null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"message\":null}", "{\"message\":1}", "{\"message\":[\"a\"]}"})
  void shouldRefuseAnObjectWithoutATextMessage(String text) {
    assertThatThrownBy(() -> reader.read(text))
        .isInstanceOf(InquiryException.class)
        .hasMessageContaining("message");
  }

  @Test
  void shouldTakeReasonAndImageFromTheOptionsWhereTheTextNamesNone() throws InquiryException {
    // Given
    InquiryReader withDefaults = new InquiryReader("BackOff", "y:2");

    // Then
    assertThat(withDefaults.read("{\"message\":\"a\",\"reason\":null,\"image\":5}"))
        .isEqualTo(new Inquiry("a", "BackOff", "y:2"));
    assertThat(withDefaults.read("{\"message\":\"a\",\"reason\":\"Failed\",\"image\":\"x:1\"}"))
        .isEqualTo(new Inquiry("a", "Failed", "x:1"));
    assertThat(withDefaults.read("a")).isEqualTo(new Inquiry("a", "BackOff", "y:2"));
  }
}
