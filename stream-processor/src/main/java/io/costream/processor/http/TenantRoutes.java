package io.costream.processor.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import io.costream.processor.domain.Calendar;
import io.costream.processor.query.Calendars;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Tenants with what is agreed with them, and the rates of currencies. */
final class TenantRoutes {
    private final Supplier<PriceBook> book;
    private final Terms terms;
    private final Calendars calendars;
    private final Clock clock;

    TenantRoutes(Supplier<PriceBook> book, Terms terms, Calendars calendars, Clock clock) {
        this.book = book;
        this.terms = terms;
        this.calendars = calendars;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.get("/v1/exchange-rates", this::rates);
        routes.get("/v1/tenants", this::tenants);
    }

    private void rates(Context request) {
        new Parameters(request).allow();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode items = json.putArray("items");
        terms.rates()
                .get()
                .all()
                .forEach(rate -> items.addObject()
                        .put("currency", rate.currency())
                        .put("from", rate.from().toString())
                        .put("rate", rate.rate().toPlainString()));
        request.json(json.putNull("next"));
    }

    private void tenants(Context request) {
        Parameters parameters = new Parameters(request).allow("tenant");
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode items = json.putArray("items");
        if (parameters.isGiven("tenant")) {
            items.add(tenant(parameters.text("tenant")));
        } else {
            names().forEach(name -> items.add(tenant(name)));
        }
        request.json(json.putNull("next"));
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(terms.tenants().get().keySet());
        book.get()
                .models()
                .forEach(model -> model.inForce().entries().stream()
                        .filter(PriceEntry::isContract)
                        .forEach(entry -> names.add(entry.tenant())));
        return names;
    }

    private ObjectNode tenant(String name) {
        Calendar calendar = calendars.of(name);
        Instant now = clock.instant();
        ObjectNode tenant = JsonNodeFactory.instance
                .objectNode()
                .put("tenant", name)
                .put("zone", calendar.zoneAt(now).getId())
                .put("today", calendar.dateOf(now).toString())
                .put("currency", terms.of(name).currency());
        tenant.set("zones", CalendarJson.zones(calendar));
        ArrayNode contracts = tenant.putArray("contracts");
        book.get().models().stream()
                .sorted(Comparator.comparing(ModelPrices::key))
                .forEach(model -> model.inForce().entries().stream()
                        .filter(entry -> entry.tenant().equals(name))
                        .forEach(entry -> contracts.add(contract(model, entry))));
        ArrayNode volume = tenant.putArray("volume_discounts");
        terms.of(name)
                .volumeDiscounts()
                .forEach((first, discount) -> volume.addObject()
                        .put("from", first.equals(LocalDate.MIN) ? null : first.toString())
                        .put("steps", discount.text()));
        return tenant;
    }

    private static ObjectNode contract(ModelPrices model, PriceEntry entry) {
        ObjectNode contract = JsonNodeFactory.instance
                .objectNode()
                .put("for", model.key())
                .put("discount", entry.discount().toPlainString())
                .put(
                        "from",
                        entry.from().equals(Instant.MIN) ? null : entry.from().toString())
                .put("to", entry.to().equals(Instant.MAX) ? null : entry.to().toString());
        return contract.put(
                "fixed_rates",
                entry.sets().stream().anyMatch(set -> !set.rates().isEmpty()));
    }
}
