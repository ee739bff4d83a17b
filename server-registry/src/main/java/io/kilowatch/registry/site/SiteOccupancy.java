package io.kilowatch.registry.site;

/** Knows whether servers stand in a site; the servers' package answers. */
public interface SiteOccupancy {

  /** Whether servers that are not retired stand there. */
  boolean occupied(String siteId);
}
