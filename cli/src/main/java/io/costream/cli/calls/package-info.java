/**
 * From the bytes of a file to calls: {@link io.costream.cli.calls.RowReader} cuts a file into rows and knows where each
 * stands, {@link io.costream.cli.calls.RowMapping} names the fields of a row, and
 * {@link io.costream.cli.calls.CallReader} makes a call of them or says why that cannot be.
 */
@NullMarked
package io.costream.cli.calls;

import org.jspecify.annotations.NullMarked;
