package io.costream.processor.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellFormat;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Rollup;
import io.costream.processor.state.CellScan;
import io.costream.processor.state.PartitionCells;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How a question and its cells travel between instances: the question as JSON, the cells in their stored form. */
final class CellExchange {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule()
                    .addSerializer(Rollup.class, ToStringSerializer.instance)
                    .addSerializer(Dimension.class, ToStringSerializer.instance)
                    .addDeserializer(Rollup.class, fromText(Rollup.class, Rollup::named))
                    .addDeserializer(Dimension.class, fromText(Dimension.class, Dimension::named)));

    /** Stands where a copy says how old it is. */
    private static final long OWN = -1;

    private CellExchange() {}

    private static <T> FromStringDeserializer<T> fromText(Class<T> type, Function<String, T> named) {
        return new FromStringDeserializer<>(type) {
            @Override
            protected T _deserialize(String text, DeserializationContext context) {
                return named.apply(text);
            }
        };
    }

    static byte[] writeQuestion(List<CellScan> scans) {
        try {
            return JSON.writeValueAsBytes(scans);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<CellScan> readQuestion(byte[] bytes) {
        try {
            return JSON.readValue(bytes, new TypeReference<List<CellScan>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] writeAnswer(List<PartitionCells> answer) {
        CellFormat format = new CellFormat();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(answer.size());
            for (PartitionCells partition : answer) {
                out.writeInt(partition.partition());
                writeBytes(out, partition.progress().map(Progress::toBytes).orElse(new byte[0]));
                out.writeLong(partition.behind().map(Duration::toMillis).orElse(OWN));
                out.writeInt(partition.cells().size());
                for (Map<CellKey, Cell> cells : partition.cells()) {
                    out.writeInt(cells.size());
                    for (Map.Entry<CellKey, Cell> cell : cells.entrySet()) {
                        writeBytes(out, cell.getKey().toBytes());
                        writeBytes(out, format.write(cell.getValue()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static List<PartitionCells> readAnswer(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        List<PartitionCells> answer = new ArrayList<>();
        for (int partitions = in.readInt(); partitions > 0; partitions--) {
            int partition = in.readInt();
            byte[] progress = readBytes(in);
            long behind = in.readLong();
            List<Map<CellKey, Cell>> cells = new ArrayList<>();
            for (int scans = in.readInt(); scans > 0; scans--) {
                cells.add(readCells(in));
            }
            answer.add(new PartitionCells(
                    partition,
                    progress.length == 0 ? Optional.empty() : Optional.of(Progress.fromBytes(progress)),
                    behind == OWN ? Optional.empty() : Optional.of(Duration.ofMillis(behind)),
                    cells));
        }
        return answer;
    }

    private static Map<CellKey, Cell> readCells(DataInputStream in) throws IOException {
        Map<CellKey, Cell> cells = new LinkedHashMap<>();
        for (int number = in.readInt(); number > 0; number--) {
            cells.put(CellKey.fromBytes(readBytes(in)), CellFormat.read(readBytes(in)));
        }
        return cells;
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
