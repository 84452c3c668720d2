package io.costream.cli.tenants;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.avro.Tenant;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.kafka.KeyedTopic;
import io.costream.cli.prices.KnownModels;
import io.costream.cli.prices.PriceWriter;
import io.costream.cli.rates.Currencies;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.cli.terminal.ExitCodes;
import io.costream.cli.terminal.InstantOption;
import io.costream.cli.terminal.Lists;
import io.costream.cli.terminal.Terminal;
import io.costream.pricing.BookChange;
import io.costream.pricing.VolumeDiscount;
import io.costream.processor.domain.Calendar;
import io.costream.schemas.CalendarZones;
import io.costream.schemas.Topics;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code costream tenants set}: what is agreed with a tenant; what is not named stays as it is. */
@Command(name = "set", description = "Set the calendar, the currency or discounts of a tenant. The rest stays.")
final class TenantsSetCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "TENANT", description = "Whose.")
    private String name = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description =
                    "The time zone of its calendar, as Europe/Paris: from the beginning while none of its calls is"
                            + " counted, later from the start of a coming month on.")
    private @Nullable String zone;

    @Option(names = "--currency", paramLabel = "CODE", description = "The currency of its reports, as EUR.")
    private @Nullable String currency;

    @Option(
            names = "--discount",
            paramLabel = "[SCOPE=]PERCENT",
            description = "Taken off each call, of one provider or model (openai=10) or of all (10). The narrowest"
                    + " counts. Fixed rates: 'costream prices set --tenant'.")
    private List<String> discounts = List.of();

    @Option(
            names = "--volume-discount",
            paramLabel = "USD=PERCENT",
            description = "Taken off the part of a month above that amount; a line of its own in reports.")
    private List<String> volume = List.of();

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            converter = InstantOption.Converter.class,
            description =
                    "From when on the discounts hold (default: now; volume discounts: this month), or another zone (default:"
                            + " the next month).")
    private @Nullable InstantOption from;

    @Override
    public Integer call() {
        Instant start =
                from == null ? Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS) : from.in(ZoneOffset.UTC);
        check(start);
        KafkaAccess kafka = new KafkaAccess(connection);
        kafka.require(List.of(kafka.topics().tenants(), kafka.topics().prices()));
        KeyedTopic<Tenant> topic = new KeyedTopic<>(kafka, kafka.topics().tenants(), Tenant.class);
        Tenant before = topic.read()
                .getOrDefault(name, Tenant.newBuilder().setTenant(name).build());
        // Nobody counts in a generation that is still to come: there is nothing to wait for.
        boolean isToCome = kafka.topics().generation() > Topics.FIRST_GENERATION
                && !kafka.has(kafka.topics().pricedCalls());
        Tenant after = changed(before, start, isToCome);
        if (!after.equals(before)) {
            topic.write(Map.of(name, after));
            topic.awaitUse(() -> isUsed(after, isToCome));
            warnOfCallsMeanwhile(before, after, isToCome);
        }
        if (!discounts.isEmpty()) {
            var unused = new PriceWriter(connection)
                    .change(book -> BookChange.recording(
                            book,
                            Discounts.contracts(discounts, name, start, book),
                            Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS)));
        }
        Terminal terminal = Terminal.of(spec);
        TenantsListCommand.lines(item()).forEach(terminal::line);
        return ExitCodes.DONE;
    }

    /** Everything that can be known to be wrong without a server. */
    private void check(Instant start) {
        if (name.isBlank()) {
            throw CommandFailure.wrongUsage("a tenant needs a name");
        }
        if (zone == null && currency == null && discounts.isEmpty() && volume.isEmpty()) {
            throw CommandFailure.wrongUsage("one of --zone, --currency, --discount and --volume-discount is needed");
        }
        var unusedContracts = Discounts.contracts(discounts, name, start, KnownModels.book());
        var unusedVolume = Discounts.volume(volume);
        if (currency != null) {
            currency = Currencies.code(currency);
        }
        try {
            zone = zone == null ? null : ZoneId.of(zone).getId();
        } catch (DateTimeException unknown) {
            throw CommandFailure.wrongUsage(
                    "--zone is '" + zone + "', but a name such as Europe/Paris is expected", unknown);
        }
    }

    private Tenant changed(Tenant before, Instant start, boolean isToCome) {
        Tenant after = Tenant.newBuilder(before).build();
        if (zone != null) {
            after.setZones(zones(before, ZoneId.of(zone), isToCome));
        }
        if (currency != null) {
            after.setCurrency(currency);
        }
        VolumeDiscount discount = Discounts.volume(volume);
        if (!discount.isNone()) {
            LocalDate day = calendar(after).dateOf(start);
            var all = new TreeMap<>(before.getVolumeDiscounts());
            all.put(day.withDayOfMonth(1).toString(), discount.text());
            after.setVolumeDiscounts(all);
        }
        return after;
    }

    /** With the new zone from the beginning where nothing is counted yet, else from the start of a coming month on. */
    private Map<String, String> zones(Tenant before, ZoneId newZone, boolean isToCome) {
        int generation = connection.topics().generation();
        if (isToCome || !hasCalls()) {
            return calendar(before).equals(Calendar.of(newZone))
                    ? before.getZones()
                    : CalendarZones.with(before.getZones(), generation, LocalDate.MIN, newZone.getId());
        }
        Instant now = Clock.systemUTC().instant();
        Instant asked = from == null ? now : from.in(calendar(before).zoneAt(now));
        if (asked.isBefore(now)) {
            throw CommandFailure.wrongUsage(name + " has calls that are counted in its calendar; another zone can hold"
                    + " from the start of a coming month on, and --from is in the past");
        }
        LocalDate first = ZoneChange.firstDay(calendar(before), now, asked);
        return ZoneChange.isNone(calendar(before), first, newZone)
                ? before.getZones()
                : CalendarZones.with(before.getZones(), generation, first, newZone.getId());
    }

    private Calendar calendar(Tenant tenant) {
        return TenantZones.calendar(tenant, connection.topics().generation());
    }

    /** A first zone holds from the beginning: what came in since nothing was counted may be in the old calendar. */
    private void warnOfCallsMeanwhile(Tenant before, Tenant after, boolean isToCome) {
        boolean isFirst = !Objects.equals(
                calendar(before).zones().get(LocalDate.MIN),
                calendar(after).zones().get(LocalDate.MIN));
        if (isFirst && !isToCome && hasCalls()) {
            Terminal.of(spec)
                    .line("Calls of " + name + " came in meanwhile. 'costream verify' tells whether one of them was"
                            + " counted in the old calendar.");
        }
    }

    private boolean hasCalls() {
        String tomorrow = LocalDate.now(Clock.systemUTC()).plusDays(2).toString();
        Optional<JsonNode> usage = new Api(connection)
                .kept(
                        "/v1/usage",
                        Map.of(
                                "tenant",
                                name,
                                "from",
                                "1970-01-01",
                                "to",
                                tomorrow,
                                "window",
                                "all",
                                "require",
                                "complete"));
        // Where windows are purged, nobody knows any more: it is taken for a tenant that has calls.
        return usage.map(totals -> Lists.items(totals).path(0).path("calls").asLong() > 0)
                .orElse(true);
    }

    private JsonNode item() {
        return Lists.items(new Api(connection).get("/v1/tenants", Map.of("tenant", name)))
                .path(0);
    }

    private boolean isUsed(Tenant after, boolean isToCome) {
        JsonNode known = item();
        return known.path("currency").asText().equals(after.getCurrency())
                && (isToCome || TenantZones.calendar(known).equals(calendar(after)))
                && known.path("volume_discounts").size()
                        == after.getVolumeDiscounts().size();
    }
}
