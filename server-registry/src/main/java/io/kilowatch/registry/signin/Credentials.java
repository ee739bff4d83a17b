package io.kilowatch.registry.signin;

import io.kilowatch.base.input.FieldChecks;
import org.jspecify.annotations.Nullable;

/** Address and password, both there. */
record Credentials(String email, String password) {

  private static final int LONGEST = 1_000;

  /** Credentials as a client sends them. */
  record Request(@Nullable String email, @Nullable String password) {

    Credentials checked() {
      FieldChecks checks = new FieldChecks();
      String address = checks.text("email", email, Request::fits, "is too long");
      String word = checks.text("password", password, Request::fits, "is too long");
      checks.throwIfFailed();
      // Blanks at the ends of a password are part of it.
      return new Credentials(address, password == null ? word : password);
    }

    private static boolean fits(String text) {
      return text.length() <= LONGEST;
    }

    /** Without the password, which no log may show. */
    @Override
    public String toString() {
      return "Request[" + email + "]";
    }
  }

  /** Without the password, which no log may show. */
  @Override
  public String toString() {
    return "Credentials[" + email + "]";
  }
}
