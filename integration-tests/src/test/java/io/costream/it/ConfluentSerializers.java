package io.costream.it;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;

/** Confluent's own serializers with everything they bring along, kept apart from the classes of this build. */
final class ConfluentSerializers implements AutoCloseable {
    private final URLClassLoader loader;
    private final Object serializer;
    private final Object deserializer;

    ConfluentSerializers(Path jar, String registryUrl) throws ReflectiveOperationException, MalformedURLException {
        URL logging = Logger.class.getProtectionDomain().getCodeSource().getLocation();
        loader = new URLClassLoader(new URL[] {jar.toUri().toURL(), logging}, ClassLoader.getPlatformClassLoader());
        serializer = configured("io.confluent.kafka.serializers.KafkaAvroSerializer", registryUrl);
        deserializer = configured("io.confluent.kafka.serializers.KafkaAvroDeserializer", registryUrl);
    }

    private Object configured(String className, String registryUrl) throws ReflectiveOperationException {
        Object serde = loader.loadClass(className).getConstructor().newInstance();
        Method configure = serde.getClass().getMethod("configure", Map.class, boolean.class);
        isolated(configure, serde, Map.of("schema.registry.url", registryUrl), false);
        return serde;
    }

    /** A generic record of the isolated Avro; only its text means something outside. */
    Object read(String topic, byte[] bytes) throws ReflectiveOperationException {
        Method deserialize = deserializer.getClass().getMethod("deserialize", String.class, byte[].class);
        return isolated(deserialize, deserializer, topic, bytes);
    }

    byte[] write(String topic, Object record) throws ReflectiveOperationException {
        Method serialize = serializer.getClass().getMethod("serialize", String.class, Object.class);
        return (byte[]) isolated(serialize, serializer, topic, record);
    }

    /** Their configuration looks for classes in the thread's class loader. */
    private Object isolated(Method method, Object target, Object... arguments) throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return method.invoke(target, arguments);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
