package io.kilowatch.base.security;

/** What stands in every token of the platform. */
public final class Tokens {

  /** Issuer of people's tokens; a service's token is issued by the service. */
  public static final String ISSUER = "kilowatch";

  public static final String AUDIENCE = "kilowatch";

  public static final String ROLE_CLAIM = "role";

  public static final String SESSION_CLAIM = "sid";

  public static final String SERVICE_ROLE = "SERVICE";

  private Tokens() {}
}
