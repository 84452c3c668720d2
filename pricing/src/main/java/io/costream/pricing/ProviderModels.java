package io.costream.pricing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models of one provider by their names. Immutable once built. */
final class ProviderModels {
    private final String provider;
    private final Map<String, Match> exact = new HashMap<>();
    private final Map<String, Optional<Match>> canonical = new HashMap<>();
    private final List<Ruled> ruled = new ArrayList<>();
    private final List<Naming> own = new ArrayList<>();
    private @Nullable ModelHistory standard;

    private record Ruled(NameRule rule, ModelHistory model) {}

    ProviderModels(String provider) {
        this.provider = provider;
    }

    /** The name of the provider, in lower case. */
    String provider() {
        return provider;
    }

    void add(ModelHistory history) {
        ModelPrices prices = history.prices();
        if (prices.isProviderRecord()) {
            own.addAll(prices.names());
            standard = history;
            return;
        }
        addName(prices.model(), history, "name");
        for (Naming naming : prices.names()) {
            if (naming.rule() instanceof NameRule.EqualTo equal) {
                addName(equal.name(), history, "alias " + equal.name());
            } else {
                ruled.add(new Ruled(naming.rule(), history));
            }
        }
    }

    private void addName(String name, ModelHistory history, String rule) {
        Match match = new Match(history, rule, Match.Certainty.CERTAIN);
        if (rule.equals("name")) {
            exact.put(ModelName.lower(name), match);
        } else {
            exact.putIfAbsent(ModelName.lower(name), match);
        }
        // Two models whose names differ only in dots and dashes have to be named exactly.
        canonical.merge(
                ModelName.canonical(name),
                Optional.of(match),
                (one, other) -> one.equals(other) || same(one, history) ? one : Optional.empty());
    }

    private static boolean same(Optional<Match> match, ModelHistory history) {
        return match.isPresent() && match.get().model() == history;
    }

    /** The model of that name: by name, by rule, then by what the name is a form of. */
    Optional<Match> find(String model) {
        for (ModelName form : ModelName.formsOf(model)) {
            Optional<Match> found = findForm(form.name());
            if (found.isPresent()) {
                return form.reason().equals("name") ? found : found.map(match -> through(match, form));
            }
        }
        return Optional.empty();
    }

    private static Match through(Match match, ModelName form) {
        String rule = match.rule().equals("name") ? form.reason() : form.reason() + ", " + match.rule();
        return new Match(match.model(), rule, form.certainty());
    }

    private Optional<Match> findForm(String name) {
        Match match = exact.get(ModelName.lower(name));
        if (match != null) {
            return Optional.of(match);
        }
        Optional<Match> written = canonical.getOrDefault(ModelName.canonical(name), Optional.empty());
        return written.isPresent() ? written : findRuled(name);
    }

    private Optional<Match> findRuled(String name) {
        for (Ruled one : ruled) {
            if (one.rule.matches(name)) {
                return Optional.of(new Match(one.model, one.rule.text(), Match.Certainty.CERTAIN));
            }
        }
        return Optional.empty();
    }

    /** The provider's own rates for models it does not list. */
    Optional<Match> standard() {
        return standard == null || !standard.hasListPrices()
                ? Optional.empty()
                : Optional.of(new Match(standard, "default of " + provider, Match.Certainty.NEAREST));
    }

    /** Whether a rule of the provider's own record matches a name. */
    boolean says(Naming.Role role, String name) {
        return own.stream()
                .anyMatch(naming -> naming.role() == role && naming.rule().matches(name));
    }

    /** Providers whose lists hold for models this one does not list, in order. */
    List<String> inherited() {
        List<String> providers = new ArrayList<>();
        for (Naming naming : own) {
            if (naming.role() == Naming.Role.INHERITS && naming.rule() instanceof NameRule.EqualTo equal) {
                providers.add(equal.name());
            }
        }
        return providers;
    }
}
