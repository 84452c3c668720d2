package io.costream.alerts.ledger;

import static io.costream.alerts.ledger.ACall.aCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.alerts.domain.Spend;
import io.costream.avro.Barrier;
import io.costream.avro.Tenant;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class LedgerReaderTest {
    @Test
    void readsWhoSpentWhatAndWhen() {
        SpecificRecord record =
                aCall().tagged("feature", "crm").at("2026-03-31T23:59:59Z").costing("0.0184");

        Optional<Posting> posting = read(record);

        assertThat(posting).hasValueSatisfying(found -> {
            assertThat(found.kind()).isEqualTo(Posting.Kind.CHARGE);
            assertThat(found.spend().values())
                    .isEqualTo(Map.of("tenant", "acme", "user", "chris", "model", "gpt-4", "tag.feature", "crm"));
            assertThat(found.spend().at()).isEqualTo(Instant.parse("2026-03-31T23:59:59Z"));
            assertThat(found.spend().amount()).isEqualByComparingTo("0.0184");
        });
    }

    @Test
    void readsAnAdjustmentAsTheDifference() {
        Optional<Posting> posting = read(aCall().adjusted("0.5", "0.2"));

        assertThat(posting.map(Posting::kind)).hasValue(Posting.Kind.ADJUSTMENT);
        assertThat(posting.map(Posting::spend).map(Spend::amount).orElseThrow()).isEqualByComparingTo("-0.3");
    }

    @Test
    void passesOverWhatMovesNoMoney() {
        assertThat(read(aCall().unpriced())).isEmpty();
        assertThat(read(aCall().costing("0"))).isEmpty();
        assertThat(read(new Barrier("run-1", 2L, Instant.EPOCH))).isEmpty();
    }

    @Test
    void stopsAtWhatIsNoPosting() {
        SpecificRecord tenant = Tenant.newBuilder().setTenant("acme").build();

        assertThatThrownBy(() -> read(tenant))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("topic priced-calls has a record that is no posting: io.costream.avro.Tenant");
    }

    private static Optional<Posting> read(SpecificRecord record) {
        return new LedgerReader((topic, bytes) -> record).read("priced-calls", new byte[] {1});
    }
}
