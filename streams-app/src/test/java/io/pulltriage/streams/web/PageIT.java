package io.pulltriage.streams.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.pulltriage.http.ConnectionLimits;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Workload;
import io.pulltriage.streams.api.ServedCapture;
import io.pulltriage.streams.config.ApiConfig;
import io.pulltriage.streams.config.LimitsConfig;
import io.pulltriage.streams.config.TlsConfig;
import io.pulltriage.streams.config.TokenConfig;
import io.pulltriage.streams.service.ServedAnalyzer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page in a real browser, over the bundled capture behind the real topology. */
@ExtendWith(ServedCapture.class)
class PageIT {

  private static final String TOKEN = "page-token-0123456789";

  private static @Nullable Browser browser;

  @SuppressWarnings("NullAway.Init")
  private static ServedAnalyzer served;

  @BeforeAll
  static void open(ServedCapture.Stage stage) throws IOException {
    assumeTrue(
        Browser.program().isPresent(), "no Chromium here: apt-get install chromium, or skip this");
    browser = new Browser(Browser.program().orElseThrow());
    served = stage.serve();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      served.close();
    }
  }

  @AfterEach
  void shouldHaveMetNoErrorAndNoViolationOfThePolicy() {
    assertThat(browser().complaints()).isEmpty();
  }

  private static Browser browser() {
    if (browser == null) {
      throw new IllegalStateException("it was not opened");
    }
    return browser;
  }

  private static Page page(String path) {
    Page page = browser().open(1440, ColorScheme.LIGHT);
    page.navigate(served.address() + path);
    return page;
  }

  private static Locator rows(Page page) {
    return page.locator("tbody tr[data-row]");
  }

  @Test
  void shouldLeadFromTheFleetToWhatToDoAndBack() {
    Page page = page("/");
    assertThat(page.locator(".figure")).hasCount(5);
    assertThat(page.locator("#live")).containsText("Live");
    Browser.picture(page, "overview");
    assertThat(Browser.barriers(page)).isEmpty();

    page.locator("a", new Page.LocatorOptions().setHasText("All open incidents")).click();
    assertThat(page).hasURL(Pattern.compile("/incidents\\?status=OPEN$"));
    page.locator("#filter-cause").selectOption("TAG_NOT_FOUND");
    assertThat(page).hasURL(Pattern.compile("cause=TAG_NOT_FOUND"));
    assertThat(page.locator(".applied")).containsText("Cause: Image tag not found");
    Browser.picture(page, "filtered");
    assertThat(Browser.barriers(page)).isEmpty();
    String opened = rows(page).first().getAttribute("data-key");
    rows(page).first().locator("a").click();

    assertThat(page.locator("h1")).containsText("No such tag, or no such repository");
    assertThat(page.locator(".timeline li.seen").first()).isVisible();
    Browser.picture(page, "incident");
    assertThat(Browser.barriers(page)).isEmpty();
    String command = page.locator(".command code").first().innerText();
    page.locator(".copy").first().click();
    assertThat(page.locator(".copy").first()).hasText("Copied");
    assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(command);

    page.goBack();
    assertThat(page.locator("#filter-cause")).hasValue("TAG_NOT_FOUND");
    assertThat(page.locator("tr[data-key='" + opened + "'] a")).isFocused();
  }

  @Test
  void shouldShowWhatChangesAsItChangesAndRunNothingOfIt(ServedCapture.Stage stage) {
    Page page = page("/incidents");
    assertThat(page.locator("#live")).containsText("Live");
    assertThat(rows(page).first()).isVisible();

    stage.send(hostile(stage.incidents().get(0)));

    Locator row = page.locator("tr.changed");
    assertThat(row).containsText("<img src=x onerror=alert(1)>");
    assertThat(row).containsText("evil.example/<script>alert(2)</script>:[U+202E]gpj");
    assertThat(page.locator("main img, main script")).hasCount(0);
    Browser.picture(page, "hostile");
  }

  private static Incident hostile(Incident real) {
    return Incident.newBuilder(real)
        .setId("lab-a/data/Deployment/hostile/app/PULL/00000000")
        .setStatus(IncidentStatus.OPEN)
        .setResolvedAt(null)
        .setTitle("Hostile")
        .setPodNames(List.of())
        .setEvidence(List.of())
        .setWorkload(new Workload("Deployment", "<img src=x onerror=alert(1)>"))
        .setImage(
            ImageReference.newBuilder()
                .setReference("evil.example/<script>alert(2)</script>:\u202egpj")
                .build())
        .setRevision(1)
        .build();
  }

  @Test
  void shouldBeUsedByKeysAlone() {
    Page page = page("/incidents");
    assertThat(rows(page).first()).isVisible();
    page.keyboard().press("j");
    page.keyboard().press("j");
    page.keyboard().press("k");
    assertThat(rows(page).first().locator("a")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).isFocused();
    assertThat(page).hasURL(Pattern.compile("/incidents/.+"));
    page.keyboard().press("Escape");
    assertThat(page.locator("#filter-text")).isVisible();
    page.keyboard().press("/");
    assertThat(page.locator("#filter-text")).isFocused();
    page.keyboard().type("mssql");
    assertThat(page).hasURL(Pattern.compile("text=mssql"));
    assertThat(rows(page).filter(new Locator.FilterOptions().setHasNotText("mssql"))).hasCount(0);
    assertThat(rows(page).first()).isVisible();
    assertThat(page.locator("#filter-text")).isFocused();
    page.keyboard().press("Escape");
    page.keyboard().press("?");
    assertThat(page.locator("dialog")).containsText("Keyboard");
  }

  @Test
  void shouldAskForATokenAndKeepItForTheTab(ServedCapture.Stage stage) throws IOException {
    ApiConfig config =
        new ApiConfig(
            "127.0.0.1",
            0,
            false,
            TlsConfig.NONE,
            List.of(),
            Map.of("all", new TokenConfig("", "ALL", List.of("*"), List.of("*"), true)),
            ConnectionLimits.forUsers(),
            LimitsConfig.defaults());
    try (ServedAnalyzer guarded = stage.serve(config, Map.of("ALL", TOKEN))) {
      Page page = browser().open(1440, ColorScheme.DARK);
      page.navigate(guarded.address() + "/clusters");
      page.locator("#token").fill("no-such-token-0123456789");
      page.keyboard().press("Enter");
      assertThat(page.locator("#token-about")).containsText("not accepted");
      Browser.picture(page, "token");
      page.locator("#token").fill(TOKEN);
      page.keyboard().press("Enter");
      assertThat(rows(page)).hasCount(2);
      assertThat(page.locator("#live")).containsText("Live");
      page.reload();
      assertThat(rows(page)).hasCount(2);
      assertThat(page.locator("dialog")).hasCount(0);
      page.context().close();
    }
  }

  @Test
  void shouldTellWhatAnOutbreakRestsOnAndLeadToItsIncidents() {
    Page page = page("/");
    assertThat(page).hasTitle(Pattern.compile("^\\([1-9][0-9]*\\) PullTriage$"));
    page.locator(".outbreak h3 a").first().click();
    assertThat(page.locator("h1")).isFocused();
    assertThat(page.locator(".lead")).containsText(Pattern.compile("fails? (on|against) "));
    Browser.picture(page, "outbreak");
    assertThat(Browser.barriers(page)).isEmpty();
    page.locator("main a[href^='/incidents/']").first().click();
    assertThat(page.locator(".timeline li.seen").first()).isVisible();
  }

  @Test
  void shouldFitPhonesInBothColours() {
    for (ColorScheme colors : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = browser().open(390, colors);
      for (String path : List.of("", "incidents", "outbreaks", "clusters", "causes/DISK_FULL")) {
        page.navigate(served.address() + '/' + path);
        assertThat(page.locator("h1")).hasCount(1);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).as(path).isEqualTo(390);
        assertThat(Browser.barriers(page)).as(path).isEmpty();
        Browser.picture(page, "phone-" + colors + '-' + path.replace('/', '-'));
      }
    }
  }

  @Test
  void shouldSayThatNothingMatchesAndThatNothingIsThere() {
    Page page = page("/incidents?namespace=none-such");
    assertThat(page.locator(".empty")).containsText("No incident matches");
    Browser.picture(page, "empty");
    page.navigate(served.address() + "/incidents/no%2Fsuch");
    assertThat(page.locator(".failed")).containsText("no such thing");
    Browser.picture(page, "gone");
  }
}
