/** What a budget is, which windows a spend falls into, and when a threshold is crossed. Pure: java.* only. */
@NullMarked
package io.costream.alerts.domain;

import org.jspecify.annotations.NullMarked;
