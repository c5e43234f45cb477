package io.pulltriage.streams.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.classifier.Catalogue;
import io.pulltriage.streams.api.Access;
import io.pulltriage.streams.api.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {

  private final List<Route> routes = new Page(Catalogue.bundled()).routes();

  @Test
  void shouldServeWhateverItsFilesAskFor() {
    new PageFiles()
        .contents()
        .forEach(
            (name, content) -> {
              String text = new String(content, StandardCharsets.UTF_8);
              Matcher imports = Pattern.compile("from '\\./([a-z.]+)'").matcher(text);
              while (imports.find()) {
                assertThat(new PageFiles().contents()).as(name).containsKey(imports.group(1));
              }
            });
  }

  @Test
  void shouldHaveNoWayForTextsToBecomeMarkupOrCode() {
    new PageFiles()
        .contents()
        .forEach(
            (name, content) ->
                assertThat(new String(content, StandardCharsets.UTF_8))
                    .as(name)
                    .doesNotContain(
                        "innerHTML",
                        "outerHTML",
                        "insertAdjacentHTML",
                        "document.write",
                        "eval(",
                        "new Function",
                        "javascript:"));
  }

  @Test
  void shouldBeOpen() {
    assertThat(routes).allSatisfy(route -> assertThat(route.access()).isEqualTo(Access.OPEN));
  }

  @Test
  void shouldHaveAnotherAddressForOtherContents() {
    byte[] one = {1};
    assertThat(PageFiles.hash(Map.of("a", one)))
        .isNotEqualTo(PageFiles.hash(Map.of("a", new byte[] {2})))
        .isNotEqualTo(PageFiles.hash(Map.of("b", one)))
        .isEqualTo(PageFiles.hash(Map.of("a", new byte[] {1})));
  }
}
