package io.kilowatch.registry.account;

import io.kilowatch.base.input.FieldChecks;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An account as a client asks for it. */
record NewAccount(
    @Nullable String email,
    @Nullable String name,
    @Nullable String password,
    @Nullable String role) {

  /** What RFC 5321, 4.5.3.1.3 leaves an address between its brackets. */
  private static final int MOST_ADDRESS_OCTETS = 254;

  /** Shape only: whether it takes mail, only mail could tell. */
  private static final Predicate<String> EMAIL =
      Pattern.compile("[^\\s@\\p{Cntrl}<>\"]{1,64}@[^\\s@\\p{Cntrl}<>\"]{1,189}")
          .asMatchPredicate()
          .and(address -> address.getBytes(StandardCharsets.UTF_8).length <= MOST_ADDRESS_OCTETS);

  private static final Predicate<String> NAME =
      Pattern.compile("[^\\p{Cntrl}<>]{1,100}").asMatchPredicate();

  Checked checked(PasswordRules rules, FieldChecks checks) {
    String address = checks.text("email", email, EMAIL, "must be an e-mail address");
    String called =
        checks.text("name", name, NAME, "must be at most 100 characters, without < and >");
    if (password == null) {
      checks.refuse("password", "is required");
      return new Checked(address, called, "");
    }
    rules.objection(password, address).ifPresent(reason -> checks.refuse("password", reason));
    return new Checked(address, called, password);
  }

  /** What was accepted. */
  record Checked(String email, String name, String password) {

    /** Without the password, which no log may show. */
    @Override
    public String toString() {
      return "Checked[" + email + "]";
    }
  }

  /** Without the password, which no log may show. */
  @Override
  public String toString() {
    return "NewAccount[" + email + "]";
  }
}
