package io.costream.processor.repricing;

import io.costream.pricing.PriceEntry;
import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.Windows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * What a run changes, added up: by tenant, model and day of the tenant's calendar, by price entry, and the largest
 * changes. Grows with the number of groups, not of calls. Not thread-safe.
 */
public final class RepricingSums {
    private static final int LARGEST = 10;
    private static final Comparator<ComparedCall> BY_SIZE =
            Comparator.comparing(ComparedCall::size).thenComparing(ComparedCall::callId, Comparator.reverseOrder());

    /** One tenant, model and day. */
    public record Group(String tenant, String provider, String model, LocalDate day) {}

    private record GroupStart(String tenant, String provider, String model, long dayMicros) {}

    /** One entry of the price book. */
    public record Entry(String model, PriceEntry price) {}

    private final Function<String, Calendar> calendars;
    private final Map<Calendar, Windows> windowsOf = new HashMap<>();
    private final Map<GroupStart, RepricingSum> groups = new HashMap<>();
    private final Map<Entry, RepricingSum> entries = new HashMap<>();
    private final PriorityQueue<ComparedCall> largest = new PriorityQueue<>(BY_SIZE);
    private final RepricingSum total = new RepricingSum();

    /**
     * Empty sums.
     *
     * @param calendars of tenants
     */
    public RepricingSums(Function<String, Calendar> calendars) {
        this.calendars = calendars;
    }

    public void add(ComparedCall call) {
        total.add(call);
        groups.computeIfAbsent(groupOf(call), absent -> new RepricingSum()).add(call);
        if (call.changed()) {
            largest.add(call);
            if (largest.size() > LARGEST) {
                largest.poll();
            }
        }
    }

    /** Holds an entry of the price book responsible for a call that changed. */
    public void blame(String model, PriceEntry price, ComparedCall call) {
        entries.computeIfAbsent(new Entry(model, price), absent -> new RepricingSum())
                .add(call);
    }

    private GroupStart groupOf(ComparedCall call) {
        Windows windows = windowsOf.computeIfAbsent(calendars.apply(call.tenant()), Windows::new);
        long day = windows.at(WindowKind.DAY, call.atMicros()).startMicros();
        return new GroupStart(call.tenant(), call.provider(), call.model(), day);
    }

    public RepricingSum total() {
        return total;
    }

    /** In the order of tenants, providers, models and days. */
    public List<Map.Entry<Group, RepricingSum>> groups() {
        List<Map.Entry<Group, RepricingSum>> sorted = new ArrayList<>();
        groups.forEach((start, sum) -> sorted.add(Map.entry(named(start), sum)));
        sorted.sort(Map.Entry.comparingByKey(Comparator.comparing(Group::tenant)
                .thenComparing(Group::provider)
                .thenComparing(Group::model)
                .thenComparing(Group::day)));
        return sorted;
    }

    private Group named(GroupStart start) {
        LocalDate day = calendars.apply(start.tenant).dateOf(Window.instant(start.dayMicros));
        return new Group(start.tenant, start.provider, start.model, day);
    }

    /** The entries that calls which changed are priced by now, the one with most calls first. */
    public List<Map.Entry<Entry, RepricingSum>> entries() {
        return entries.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Entry, RepricingSum> entry) ->
                                -entry.getValue().calls())
                        .thenComparing(entry -> entry.getKey().model())
                        .thenComparing(entry -> entry.getKey().price().from()))
                .toList();
    }

    /** The calls that change most, either way, the largest change first. */
    public List<ComparedCall> largest() {
        return largest.stream().sorted(BY_SIZE.reversed()).toList();
    }
}
