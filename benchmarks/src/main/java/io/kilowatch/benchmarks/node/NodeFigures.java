package io.kilowatch.benchmarks.node;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a local node counts of its tables, asked over its JMX port, and what it can be told. */
public final class NodeFigures implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String METRICS = "org.apache.cassandra.metrics:type=";
  private static final String TEXT = String.class.getName();
  private static final String TEXTS = String[].class.getName();

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  /** Of the node whose data, and file of ports, are in this directory. */
  @SuppressWarnings("BanJNDI") // a node of our own, on loopback
  public NodeFigures(Path nodeDirectory) throws IOException {
    Properties ports = new Properties();
    try (Reader file = Files.newBufferedReader(nodeDirectory.resolve("ports.properties"))) {
      ports.load(file);
    }
    String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + ports.get("jmx") + "/jmxrmi";
    connector = JMXConnectorFactory.connect(new JMXServiceURL(url));
    beans = connector.getMBeanServerConnection();
  }

  /** Writes what is in memory to disk. */
  public void flush(String keyspace) throws IOException, JMException {
    invoke("forceKeyspaceFlush", new String[] {TEXT, TEXTS}, keyspace, new String[0]);
  }

  /** Merges the files of each table into as few as its strategy allows. */
  public void compact(String keyspace) throws IOException, JMException {
    invoke(
        "forceKeyspaceCompaction",
        new String[] {boolean.class.getName(), TEXT, TEXTS},
        false,
        keyspace,
        new String[0]);
  }

  private void invoke(String operation, String[] types, Object... arguments)
      throws IOException, JMException {
    beans.invoke(
        new ObjectName("org.apache.cassandra.db:type=StorageService"), operation, arguments, types);
  }

  /** Waits until the strategy finds nothing more to compact, twice in a row. */
  public void awaitSettled() throws IOException, JMException, InterruptedException {
    long begun = System.nanoTime();
    for (int quiet = 0; quiet < 2; ) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException("still compacting after " + PATIENCE);
      }
      Thread.sleep(Duration.ofSeconds(1));
      quiet = number("Compaction,name=PendingTasks", "Value") == 0 ? quiet + 1 : 0;
    }
  }

  /** One of Cassandra's metrics of a table. */
  public long ofTable(String keyspace, String table, String metric)
      throws IOException, JMException {
    String attribute = metric.equals("LiveSSTableCount") ? "Value" : "Count";
    return number(
        "Table,keyspace=%s,scope=%s,name=%s".formatted(keyspace, table, metric), attribute);
  }

  /** Bytes of the live files of all tables. */
  public long diskBytes(String keyspace) throws IOException, JMException {
    long bytes = 0;
    for (ObjectName table :
        beans.queryNames(
            new ObjectName(
                METRICS + "Table,keyspace=%s,scope=*,name=LiveDiskSpaceUsed".formatted(keyspace)),
            null)) {
      bytes += ((Number) beans.getAttribute(table, "Count")).longValue();
    }
    return bytes;
  }

  private long number(String metric, String attribute) throws IOException, JMException {
    return ((Number) beans.getAttribute(new ObjectName(METRICS + metric), attribute)).longValue();
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
