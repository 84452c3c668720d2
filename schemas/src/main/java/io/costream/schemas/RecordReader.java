package io.costream.schemas;

import java.io.IOException;

/** Reads a record from Avro's binary form. */
interface RecordReader<T> {
    /**
     * Reads one record.
     *
     * @param from where the record begins, behind the id of its schema; it ends with the array
     */
    T read(byte[] bytes, int from) throws IOException;
}
