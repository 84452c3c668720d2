package io.costream.cli.server;

import java.nio.file.Path;

/**
 * Where the parts of one process are.
 *
 * @param data the folder that keeps everything
 * @param kafkaPort 0 for a free one, as for the other ports
 */
public record Places(Path data, int kafkaPort, int registryPort, int apiPort) {}
