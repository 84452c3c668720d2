package io.costream.it;

import io.costream.alerts.AlertConfig;
import io.costream.alerts.AlertConsumerApp;
import java.io.IOException;
import java.util.Map;

/** The main class of an alert consumer in a process of its own, so that it can be killed. */
final class AlertConsumerProcess {
    private AlertConsumerProcess() {}

    static ChildProcess launch(Map<String, String> config) {
        return ChildProcess.launch(AlertConsumerProcess.class, ChildProcess.arguments(config));
    }

    public static void main(String[] args) throws IOException {
        try (AlertConsumerApp app = AlertConsumerApp.start(AlertConfig.of(ChildProcess.config(args)))) {
            System.out.println("the alert consumer is " + app.state());
            ChildProcess.untilParentEnds();
        }
    }
}
