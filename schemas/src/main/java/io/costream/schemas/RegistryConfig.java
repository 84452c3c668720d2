package io.costream.schemas;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The keys of the registry client and of the serde: the names that other clients of such registries use. Keys of other
 * owners are passed over, since Kafka hands a serde all keys of its client. Immutable.
 */
public final class RegistryConfig extends AbstractConfig {
    public static final String URL = "schema.registry.url";
    public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
    public static final String USER_INFO = "basic.auth.user.info";
    public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    public static final String READ_TIMEOUT = "http.read.timeout.ms";
    public static final String AUTO_REGISTER = "auto.register.schemas";
    public static final String USE_LATEST = "use.latest.version";
    public static final String CACHE_FOLDER = "schema.cache.dir";
    /** A {@code Serde} that takes the place of the built-in one, such as that of the registry's vendor. */
    public static final String SERDE_CLASS = "costream.serde.class";

    static final String CREDENTIALS_IN_URL = "URL";
    static final String CREDENTIALS_IN_USER_INFO = "USER_INFO";

    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    URL,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                    ConfigDef.Importance.HIGH,
                    "Addresses of the schema registry, separated by commas; the next is asked where one is silent.")
            .define(
                    CREDENTIALS_SOURCE,
                    ConfigDef.Type.STRING,
                    CREDENTIALS_IN_URL,
                    ConfigDef.ValidString.in(CREDENTIALS_IN_URL, CREDENTIALS_IN_USER_INFO),
                    ConfigDef.Importance.MEDIUM,
                    "Where user and password are: in the address, or in " + USER_INFO + ".")
            .define(
                    USER_INFO,
                    ConfigDef.Type.PASSWORD,
                    "",
                    ConfigDef.Importance.MEDIUM,
                    "user:password for HTTP basic authentication.")
            .define(
                    CONNECT_TIMEOUT,
                    ConfigDef.Type.INT,
                    5_000,
                    ConfigDef.Range.atLeast(1),
                    ConfigDef.Importance.LOW,
                    "Milliseconds to wait for a connection to one address.")
            .define(
                    READ_TIMEOUT,
                    ConfigDef.Type.INT,
                    10_000,
                    ConfigDef.Range.atLeast(1),
                    ConfigDef.Importance.LOW,
                    "Milliseconds to wait for an answer of one address.")
            .define(
                    AUTO_REGISTER,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    ConfigDef.Importance.MEDIUM,
                    "Whether a schema that the registry does not know is registered when it is first written.")
            .define(
                    USE_LATEST,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    ConfigDef.Importance.LOW,
                    "Without " + AUTO_REGISTER + ": write with the newest schema of the subject.")
            .define(
                    CACHE_FOLDER,
                    ConfigDef.Type.STRING,
                    "",
                    ConfigDef.Importance.LOW,
                    "Folder that keeps what the registry has answered, for starts while it is away; empty for none.");

    public RegistryConfig(Map<?, ?> keys) {
        super(DEFINITION, keys, false);
    }

    List<String> urls() {
        return getList(URL);
    }
}
