/** What the API answers, as text for people: reports, single calls, sessions, alerts and the state of budgets. */
@NullMarked
package io.costream.cli.reports;

import org.jspecify.annotations.NullMarked;
