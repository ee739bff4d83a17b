package io.kilowatch.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What Cassandra keeps of the platform on disk, asked over its local JMX port. */
final class StoreDisk implements AutoCloseable {

  private static final String KEYSPACE = "kilowatch";

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  @SuppressWarnings("BanJNDI") // the platform's own node, on loopback
  StoreDisk(Path dataDirectory) throws IOException {
    String port =
        LocalPlatform.properties(dataDirectory.resolve("cassandra/ports.properties"))
            .getProperty("jmx");
    connector =
        JMXConnectorFactory.connect(
            new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"));
    beans = connector.getMBeanServerConnection();
  }

  /** Writes what is in memory to disk and merges the files of each table. */
  void settle() throws IOException, JMException {
    ObjectName storage = new ObjectName("org.apache.cassandra.db:type=StorageService");
    String[] types = {String.class.getName(), String[].class.getName()};
    beans.invoke(storage, "forceKeyspaceFlush", new Object[] {KEYSPACE, new String[0]}, types);
    beans.invoke(
        storage,
        "forceKeyspaceCompaction",
        new Object[] {false, KEYSPACE, new String[0]},
        new String[] {"boolean", types[0], types[1]});
  }

  /** Of all tables' live files. */
  long bytes() throws IOException, JMException {
    Set<ObjectName> tables =
        beans.queryNames(
            new ObjectName(
                "org.apache.cassandra.metrics:type=Table,keyspace="
                    + KEYSPACE
                    + ",scope=*,name=LiveDiskSpaceUsed"),
            null);
    long bytes = 0;
    for (ObjectName table : tables) {
      bytes += ((Number) beans.getAttribute(table, "Count")).longValue();
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
