/**
 * Everything in one process, behind one command line: {@code cli} reads the arguments, {@code
 * explain} and {@code replay} do what they ask, {@code report} puts the results into words, {@code
 * terminal} puts the words on a screen.
 */
@NullMarked
package io.pulltriage.standalone;

import org.jspecify.annotations.NullMarked;
