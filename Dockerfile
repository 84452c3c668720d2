# syntax=docker/dockerfile:1

FROM eclipse-temurin:17-jdk AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -q -B -ntp -Dquick -DskipTests -pl cli -am package

FROM eclipse-temurin:17-jre
LABEL org.opencontainers.image.title="Costream" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --user-group --create-home --home-dir /var/lib/costream costream
COPY --from=build /build/cli/target/costream-all.jar /opt/costream/costream.jar
COPY LICENSE /opt/costream/LICENSE
USER costream
WORKDIR /var/lib/costream
# State of Kafka Streams; what is lost here is read back from Kafka.
VOLUME /var/lib/costream
# The rest of the memory is for RocksDB, buffers and threads.
ENV COSTREAM_JAVA_OPTIONS="-XX:+UseParallelGC -XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError"
ENTRYPOINT ["/bin/sh", "-c", "exec java $COSTREAM_JAVA_OPTIONS -jar /opt/costream/costream.jar \"$@\"", "costream"]
CMD ["--help"]
