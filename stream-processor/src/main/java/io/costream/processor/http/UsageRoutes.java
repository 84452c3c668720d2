package io.costream.processor.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.pricing.ExchangeRates;
import io.costream.pricing.ExchangeRates.ExchangeRate;
import io.costream.pricing.Money;
import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Dimension;
import io.costream.processor.query.Calendars;
import io.costream.processor.query.CallFilter;
import io.costream.processor.query.CallQueries;
import io.costream.processor.query.UsageAnswer;
import io.costream.processor.query.UsageQueries;
import io.costream.processor.query.UsageQuery;
import io.costream.processor.repricing.RepricingService;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Totals: {@code /v1/usage} for any question, {@code /v1/report} for all at once. */
final class UsageRoutes {
    private final UsageQueries usage;
    private final CallQueries calls;
    private final Calendars calendars;
    private final Terms terms;
    private final RepricingService repricings;
    private final Restoring restoring;

    UsageRoutes(
            UsageQueries usage,
            CallQueries calls,
            Calendars calendars,
            Terms terms,
            RepricingService repricings,
            Restoring restoring) {
        this.usage = usage;
        this.calls = calls;
        this.calendars = calendars;
        this.terms = terms;
        this.repricings = repricings;
        this.restoring = restoring;
    }

    void register(RoutesConfig routes) {
        routes.get("/v1/usage", this::usage);
        routes.get("/v1/report", this::report);
    }

    private void usage(Context request) {
        Parameters parameters = new Parameters(request)
                .allow(
                        "tenant",
                        "rollup",
                        "window",
                        "from",
                        "to",
                        "currency",
                        "require",
                        "provider",
                        "model",
                        "task_type",
                        "framework",
                        "user");
        String tenant = parameters.text("tenant");
        String currency = terms.currency(parameters, tenant);
        Calendar calendar = calendars.of(tenant);
        List<Dimension> by = parameters.rollup();
        UsageQuery query = new UsageQuery(
                tenant,
                by,
                parameters.window(),
                parameters.instant("from", calendar),
                parameters.instant("to", calendar),
                parameters.filters());
        UsageAnswer answer = usage.answer(query);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("tenant", tenant.isEmpty() ? null : tenant);
        CalendarJson.addZones(json, calendar, query.from(), query.to());
        json.put("currency", currency);
        requireKept(answer);
        addState(json, parameters, answer);
        addUnfinishedRun(json, query, answer);
        Money whole = answer.rows().stream().map(row -> row.cell().total()).reduce(Money.ZERO, Money::plus);
        ArrayNode items = json.putArray("items");
        for (UsageAnswer.Row row : answer.rows()) {
            ExchangeRate rate = terms.rate(currency, row.window().start());
            ObjectNode item = RowJson.of(RowJson.key(by, row.key()), row.cell(), whole, rate);
            addRate(item, rate);
            items.add(item.put("window_start", row.window().start().toString())
                    .put("window_end", row.window().end().toString()));
        }
        request.json(json.putNull("next"));
    }

    private void report(Context request) {
        Parameters parameters = new Parameters(request)
                .allow(
                        "tenant",
                        "start",
                        "end",
                        "currency",
                        "require",
                        "provider",
                        "model",
                        "task_type",
                        "framework",
                        "user",
                        "detailed");
        String tenant = parameters.text("tenant");
        String currency = terms.currency(parameters, tenant);
        Calendar calendar = calendars.of(tenant);
        Instant start = parameters.instant("start", calendar);
        Instant end = parameters.instant("end", calendar);
        Map<Dimension, String> filters = parameters.filters();
        VolumeLines volume = new VolumeLines(terms, tenant, start, end, calendar);
        List<UsageQuery> queries = new ArrayList<>(ReportJson.queries(tenant, start, end, filters));
        volume.query().ifPresent(queries::add);
        List<UsageAnswer> answers = usage.answer(queries);
        ExchangeRate rate = terms.rate(currency, start);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("tenant", tenant.isEmpty() ? null : tenant)
                .put("start", start.toString())
                .put("end", end.toString());
        CalendarJson.addDays(json, calendar, start, end);
        CalendarJson.addZones(json, calendar, start, end);
        json.put("currency", currency);
        answers.forEach(UsageRoutes::requireKept);
        addState(json, parameters, answers.get(0));
        addUnfinishedRun(json, queries.get(0), answers.get(0));
        addRate(json, rate);
        json.setAll(ReportJson.of(answers, rate));
        if (volume.query().isPresent()) {
            json.set("volume_discounts", volume.lines(answers.get(answers.size() - 1), rate));
        }
        if (parameters.isGiven("detailed")) {
            int number = parameters.number("detailed", 10, 1000);
            CallFilter filter = new CallFilter(tenant, start, end, filters);
            addCalls(json.putArray("recent"), filter, CallQueries.Order.RECENT, number);
            addCalls(json.putArray("most_expensive"), filter, CallQueries.Order.DEAREST, number);
        }
        request.json(json);
    }

    /** A run that is changing what the answer is about: some of its changes are in it, others will be. */
    private void addUnfinishedRun(ObjectNode json, UsageQuery query, UsageAnswer answer) {
        json.put(
                "unfinished_repricing",
                repricings
                        .unfinishedIn(query.tenant(), query.from(), query.to(), answer.adjustedTo())
                        .orElse(null));
    }

    /** Says what was converted at; nothing where amounts are as they are kept. */
    private static void addRate(ObjectNode json, ExchangeRate rate) {
        if (!rate.currency().equals(ExchangeRates.USD)) {
            json.putObject("exchange_rate")
                    .put("rate", rate.rate().toPlainString())
                    .put("from", rate.from().toString());
        }
    }

    private void addCalls(ArrayNode array, CallFilter filter, CallQueries.Order order, int number) {
        calls.first(filter, order, number).forEach(call -> array.add(CallJson.of(call)));
    }

    /** Refuses an answer that lacks what is purged: it would look like less money. */
    private static void requireKept(UsageAnswer answer) {
        answer.purgedBefore().ifPresent(instant -> {
            throw new RequestProblem(
                    410,
                    "purged: totals of hours, days and months that end by " + instant
                            + " are not kept any more, and the answer would need some (that on volume discounts needs whole"
                            + " months); ask for a later start");
        });
    }

    /** Says what the answer reflects; refuses it where completeness was asked for and is not there. */
    private void addState(ObjectNode json, Parameters parameters, UsageAnswer answer) {
        if (!answer.isComplete() && parameters.text("require").equals("complete")) {
            throw restoring.refusal(answer.missing());
        }
        StateJson.add(json, answer.missing(), answer.asOf(), answer.behind());
        json.put("source", answer.source() == UsageAnswer.Source.CELLS ? "cells" : "ledger");
    }
}
