package io.pulltriage.benchmarks.query;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.pulltriage.testkit.KafkaFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One instance with 10,000 open incidents on disk and its page in a real browser on the same
 * machine: how long a reader waits from opening an address, or choosing a filter, until the rows
 * are there. Prints a table of medians and worst times, in milliseconds.
 */
public final class PageTimes {

  private static final String[] CHROMIUM = {"--no-sandbox", "--disable-gpu"};
  private static final int WARM_UP = 5;
  private static final int TIMES = 30;
  private static final String ROW = "tbody tr[data-row]";

  private final Page page;
  private final String address;

  private PageTimes(Page page, String address) {
    this.page = page;
    this.address = address;
  }

  /**
   * Measures with as many incidents as the first argument says, 10,000 without one; the browser is
   * the second, {@code /usr/bin/chromium} without one.
   */
  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    Path program = Path.of(arguments.length > 1 ? arguments[1] : "/usr/bin/chromium");
    try (KafkaFixture kafka = KafkaFixture.start()) {
      ManyIncidents many = new ManyIncidents(kafka, "page-times", count);
      many.createTopics();
      many.write();
      try (ServingInstance instance = new ServingInstance(kafka, many.topics())) {
        browse(program, instance.address());
      }
    }
  }

  private static void browse(Path program, String address) {
    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of(CHROMIUM)));
        Page page = browser.newPage()) {
      new PageTimes(page, address).measure();
    }
  }

  private void measure() {
    System.out.println("| what a reader does | median | worst |\n|---|---|---|");
    time("opens the overview", () -> {}, () -> open("", ".figure"));
    time("opens the list of incidents", () -> {}, () -> open("/incidents", ROW));
    time(
        "opens it filtered by a cluster",
        () -> {},
        () -> open("/incidents?cluster=cluster-7", ROW));
    time("chooses a cause in the list", this::list, this::chooseCause);
    time("types a text into the list's search", this::list, this::search);
    time("goes to the next page of the list", this::list, this::nextPage);
    time("opens an incident of the list", this::list, this::openFirst);
  }

  private void list() {
    open("/incidents", ROW);
  }

  private void open(String path, String until) {
    page.navigate(address + path);
    page.locator(until).first().waitFor();
  }

  private void chooseCause() {
    page.locator("#filter-cause").selectOption("TAG_NOT_FOUND");
    awaitRows("row => row.textContent.includes('Image tag not found')");
  }

  private void search() {
    page.locator("#filter-text").fill("workload-357");
    page.locator("#filter-text").press("Enter");
    awaitRows("row => row.textContent.includes('workload-357')");
  }

  private void nextPage() {
    String before = page.locator(ROW).first().getAttribute("data-key");
    page.locator("#next").click();
    awaitRows("row => row.dataset.key !== '" + before + "'");
  }

  /** Until there are rows, and each of them is as it is to be. */
  private void awaitRows(String each) {
    page.waitForFunction(
        "() => { const rows = [...document.querySelectorAll('%s')]; return rows.length > 0 && rows.every(%s); }"
            .formatted(ROW, each));
  }

  private void openFirst() {
    page.locator(ROW).first().locator("a").first().click();
    page.locator(".timeline li").first().waitFor();
  }

  private static void time(String name, Runnable before, Runnable action) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < WARM_UP + TIMES; i++) {
      before.run();
      long start = System.nanoTime();
      action.run();
      times.add(System.nanoTime() - start);
    }
    List<Long> warm = times.subList(WARM_UP, times.size()).stream().sorted().toList();
    System.out.printf(
        "| %s | %.0f | %.0f |%n", name, warm.get(TIMES / 2) / 1e6, warm.get(TIMES - 1) / 1e6);
  }
}
