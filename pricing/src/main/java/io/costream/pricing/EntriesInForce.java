package io.costream.pricing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Cuts what newer entries supersede out of a model's history. */
final class EntriesInForce {
    private EntriesInForce() {}

    /** Entries that price every instant as all of them did, the one that counts most last. */
    static List<PriceEntry> of(List<PriceEntry> entries) {
        List<PriceEntry> live =
                entries.stream().filter(entry -> entry.withdrawnIn() == 0).toList();
        return live.stream()
                .sorted(ModelHistory.precedence(live).reversed())
                .flatMap(entry -> withoutNewer(entry, live))
                .toList();
    }

    private static Stream<PriceEntry> withoutNewer(PriceEntry entry, List<PriceEntry> live) {
        List<PriceEntry> parts = List.of(entry);
        for (PriceEntry newer : live) {
            if (supersedes(newer, entry)) {
                parts = parts.stream()
                        .flatMap(part -> Stream.of(
                                part(part, part.from(), earlier(part.to(), newer.from())),
                                part(part, later(part.from(), newer.to()), part.to())))
                        .flatMap(List::stream)
                        .toList();
            }
        }
        return parts.stream();
    }

    /** A price for some hours leaves the other hours to the one below it. */
    private static boolean supersedes(PriceEntry newer, PriceEntry older) {
        return newer.revision() > older.revision()
                && newer.tenant().equals(older.tenant())
                && (newer.windows().isEmpty() || newer.windows().equals(older.windows()));
    }

    private static List<PriceEntry> part(PriceEntry entry, Instant from, Instant to) {
        List<PriceEntry> part = new ArrayList<>();
        if (from.isBefore(to)) {
            part.add(entry.toBuilder().from(from).to(to).build());
        }
        return part;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
