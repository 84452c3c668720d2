package io.costream.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What else a model's name may be written as; each form with the reason, the surest first. */
record ModelName(String name, String reason, Match.Certainty certainty) {
    private static final Pattern FINE_TUNE = Pattern.compile("^ft:([^:]+)(?::.*)?$");
    private static final Pattern DATED =
            Pattern.compile("^(.+?)[-@](?:\\d{8}|\\d{4}-\\d{2}-\\d{2}|\\d{2}-\\d{4}|\\d{3,4}|latest)$");
    private static final Pattern PATH = Pattern.compile("^(?:.+/)?models/([^/]+)$");
    private static final Pattern REGION =
            Pattern.compile("^(?:us|eu|apac|au|jp|ca|global|us-gov)\\.([a-z0-9-]+\\..+)$");

    /** Forms of a name that the provider may list it under. */
    static List<ModelName> formsOf(String name) {
        List<ModelName> forms = new ArrayList<>();
        forms.add(new ModelName(name, "name", Match.Certainty.CERTAIN));
        Matcher path = PATH.matcher(name);
        if (path.matches()) {
            forms.add(new ModelName(path.group(1), "resource name", Match.Certainty.CERTAIN));
            addDated(forms, path.group(1), "dated name");
        }
        Matcher fineTune = FINE_TUNE.matcher(name);
        if (fineTune.matches()) {
            forms.add(new ModelName("ft:" + fineTune.group(1), "fine-tune", Match.Certainty.CERTAIN));
            addDated(forms, "ft:" + fineTune.group(1), "fine-tune");
            forms.add(new ModelName(fineTune.group(1), "fine-tune's base", Match.Certainty.NEAREST));
            addDated(forms, fineTune.group(1), "fine-tune's base");
        }
        Matcher region = REGION.matcher(name);
        if (region.matches()) {
            forms.add(new ModelName(region.group(1), "regional name", Match.Certainty.NEAREST));
        }
        addDated(forms, name, "dated name");
        return forms;
    }

    private static void addDated(List<ModelName> forms, String name, String reason) {
        Matcher dated = DATED.matcher(name);
        if (dated.matches()) {
            forms.add(new ModelName(dated.group(1), reason, Match.Certainty.NEAREST));
        }
    }

    /** Upper and lower case, dots, underscores and dashes are the same. */
    static String canonical(String name) {
        return name.strip()
                .toLowerCase(Locale.ROOT)
                .replace('.', '-')
                .replace('_', '-')
                .replace(' ', '-');
    }

    static String lower(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
