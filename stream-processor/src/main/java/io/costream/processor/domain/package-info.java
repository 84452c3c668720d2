/**
 * What is kept of calls: rollups, calendar windows, cells that add up exactly, and who has been counted already. Pure:
 * {@code java.*} and what a call costs, nothing else.
 */
@NullMarked
package io.costream.processor.domain;

import org.jspecify.annotations.NullMarked;
