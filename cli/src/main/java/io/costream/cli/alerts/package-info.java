/** Alerts, as they were raised and as they come. */
@NullMarked
package io.costream.cli.alerts;

import org.jspecify.annotations.NullMarked;
