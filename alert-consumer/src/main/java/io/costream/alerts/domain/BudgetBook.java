package io.costream.alerts.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All budgets at a moment, indexed by tenant so that a call looks only at those that may count it. Immutable. */
public final class BudgetBook {
    public static final BudgetBook EMPTY = new BudgetBook(List.of());

    private final Map<String, Budget> byId = new TreeMap<>();
    private final Map<String, Meter> meters = new LinkedHashMap<>();
    private final Map<String, List<Watched>> byTenant = new HashMap<>();
    private final List<Watched> ofAnyTenant = new ArrayList<>();

    private BudgetBook(Collection<Budget> budgets) {
        for (Budget budget : budgets) {
            if (byId.put(budget.id(), budget) != null) {
                throw new IllegalArgumentException("two budgets have the id " + budget.id());
            }
            Watched watched = new Watched(budget, budget.meters());
            watched.meters().forEach(meter -> meters.put(meter.id(), meter));
            String tenant = budget.scope().get(Dimension.TENANT);
            if (tenant == null) {
                ofAnyTenant.add(watched);
            } else {
                byTenant.computeIfAbsent(tenant, name -> new ArrayList<>()).add(watched);
            }
        }
    }

    public static BudgetBook of(Collection<Budget> budgets) {
        return new BudgetBook(budgets);
    }

    public Collection<Budget> budgets() {
        return byId.values();
    }

    public Optional<Budget> budget(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Collection<Meter> meters() {
        return meters.values();
    }

    public Optional<Meter> meter(String id) {
        return Optional.ofNullable(meters.get(id));
    }

    /** The budgets that count the spend, with their meters. */
    public List<Watched> watching(Spend spend) {
        List<Watched> found = new ArrayList<>();
        addCounting(ofAnyTenant, spend, found);
        addCounting(byTenant.getOrDefault(spend.value(Dimension.TENANT), List.of()), spend, found);
        return found;
    }

    private static void addCounting(List<Watched> candidates, Spend spend, List<Watched> found) {
        for (Watched candidate : candidates) {
            if (candidate.budget().counts(spend)) {
                found.add(candidate);
            }
        }
    }

    /** A budget with what is summed for it. */
    public record Watched(Budget budget, List<Meter> meters) {}
}
