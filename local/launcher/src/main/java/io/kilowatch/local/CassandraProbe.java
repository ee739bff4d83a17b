package io.kilowatch.local;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Asks a node whether CQL answers and whether the ring has it as up and normal: an open port says
 * neither.
 *
 * @param ring how many nodes it should see, itself among them
 */
record CassandraProbe(InetSocketAddress cql, int jmxPort, int ring) {
  // CQL binary protocol v4, section 2: version, flags, stream (2), opcode, body length (4).
  private static final byte[] OPTIONS = {4, 0, 0, 0, 5, 0, 0, 0, 0};
  private static final int SUPPORTED = 6;

  boolean isUpAndNormal() {
    return cqlAnswers() && ringSaysNormal();
  }

  private boolean cqlAnswers() {
    try (Socket socket = new Socket()) {
      socket.connect(cql, 1_000);
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(OPTIONS);
      byte[] header = new byte[9];
      new DataInputStream(socket.getInputStream()).readFully(header);
      return header[4] == SUPPORTED;
    } catch (IOException e) {
      return false;
    }
  }

  // What answers is our own child process.
  @SuppressWarnings("BanJNDI")
  private boolean ringSaysNormal() {
    String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + jmxPort + "/jmxrmi";
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(url), Map.of())) {
      MBeanServerConnection node = connector.getMBeanServerConnection();
      ObjectName storage = new ObjectName("org.apache.cassandra.db:type=StorageService");
      return "NORMAL".equals(node.getAttribute(storage, "OperationMode"))
          && node.getAttribute(storage, "LiveNodes") instanceof List<?> live
          && live.size() >= ring;
    } catch (IOException | JMException e) {
      return false;
    }
  }
}
