package io.pulltriage.streams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbandonedTransactionsTest {

  @ParameterizedTest
  @CsvSource({
    "pulltriage-f75df5a3-9002-4cf2-8d62-2ba0ee19336b-1, true",
    "pulltriage-f75df5a3-9002-4cf2-8d62-2ba0ee19336b-12, true",
    "pulltriage-lab-f75df5a3-9002-4cf2-8d62-2ba0ee19336b-1, false",
    "pulltriage-orders, false",
    "pulltriage, false",
    "other-f75df5a3-9002-4cf2-8d62-2ba0ee19336b-1, false"
  })
  void shouldKnowTheTransactionsOfItsApplicationOnly(String transaction, boolean own) {
    assertThat(AbandonedTransactions.isOfApplication(transaction, "pulltriage")).isEqualTo(own);
  }
}
