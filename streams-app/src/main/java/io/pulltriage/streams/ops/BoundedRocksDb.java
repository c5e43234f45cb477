package io.pulltriage.streams.ops;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Gives all stores of a process one cache and one budget for write buffers, and compresses what
 * they write. Made by Kafka Streams for each store; public for that reason alone.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  private static final String SETTING = "pulltriage.rocksdb.memory";

  /** Flushes of a store with little in it would otherwise make many small files. */
  private static final long WRITE_BUFFER_BYTES = 4L << 20;

  private static final long BLOCK_BYTES = 16L << 10;

  /** What the stores share; to be closed after them. */
  static final class Memory implements AutoCloseable {

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    /**
     * A budget.
     *
     * @param bytes for cache and write buffers together; half of it at most for the latter
     */
    Memory(long bytes) {
      RocksDB.loadLibrary();
      cache = new LRUCache(bytes, -1, false, 0.1);
      writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }

    /** Puts it where {@link BoundedRocksDb} finds it. */
    void addTo(Map<Object, Object> settings) {
      settings.put(SETTING, this);
    }

    @Override
    public void close() {
      writeBuffers.close();
      cache.close();
    }
  }

  @Override
  public void setConfig(String store, Options options, Map<String, Object> settings) {
    if (!(settings.get(SETTING) instanceof Memory memory)) {
      throw new IllegalStateException("the settings lack " + SETTING);
    }
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache);
    table.setBlockSize(BLOCK_BYTES);
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinL0FilterAndIndexBlocksInCache(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.writeBuffers);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setCompressionType(CompressionType.ZSTD_COMPRESSION);
  }

  @Override
  public void close(String store, Options options) {
    // All of it is shared.
  }
}
