package org.apache.cassandra.security;

import java.security.PermissionCollection;
import java.security.Permissions;

/**
 * Stands ahead of Cassandra's class of the same name on a JDK that no longer has a security
 * manager.
 *
 * <p>The original confines user-defined functions, which stay switched off here, and its
 * installation ends the JVM from JDK 24 on (JEP 486). On JDK 17 this class is not on the class
 * path.
 */
public final class ThreadAwareSecurityManager {
  public static final PermissionCollection noPermissions = new Permissions();

  static {
    noPermissions.setReadOnly();
  }

  private ThreadAwareSecurityManager() {}

  public static void install() {
    // There is nothing to install.
  }

  public static boolean isSecuredThread() {
    return false;
  }
}
