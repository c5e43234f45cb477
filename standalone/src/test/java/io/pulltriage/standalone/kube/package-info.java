/**
 * The producer against real API servers, with Kafka and the analyzer behind it. Runs where
 * kube-api-test has its binaries ({@code ~/.kubeapitest}, or {@code KUBE_API_TEST_DIR}), and is
 * skipped elsewhere; nothing is downloaded.
 */
@NullMarked
package io.pulltriage.standalone.kube;

import org.jspecify.annotations.NullMarked;
