package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformSecretsTests {
  @TempDir Path directory;
  private PlatformOptions options;

  @BeforeEach
  void options() {
    options = PlatformOptions.from(Map.of("DATA_DIR", directory.toString()));
  }

  @Test
  void ensure_twice_keepsAllAsItWas() throws Exception {
    assertThat(PlatformSecrets.exist(options)).isFalse();
    PlatformSecrets.ensure(options);
    String password = PlatformSecrets.adminPassword(options);
    String jwks = Files.readString(options.secret("services.jwks"));

    PlatformSecrets.ensure(options);

    assertThat(PlatformSecrets.exist(options)).isTrue();
    assertThat(PlatformSecrets.adminPassword(options)).isEqualTo(password).hasSize(20);
    assertThat(Files.readString(options.secret("services.jwks"))).isEqualTo(jwks);
    assertThat(PlatformSecrets.emulatorIngestKey(options)).matches("kw_[A-Za-z0-9_-]{43}");
  }

  @Test
  void ensure_afterCrashThatLeftAnEmptySecret_makesItAnew() throws Exception {
    Files.createDirectories(options.secret(""));
    Files.writeString(PlatformSecrets.adminPasswordFile(options), "\n");
    assertThat(PlatformSecrets.exist(options)).isFalse();

    PlatformSecrets.ensure(options);

    assertThat(PlatformSecrets.adminPassword(options)).hasSize(20).doesNotContain("-");
    assertThat(mode(PlatformSecrets.adminPasswordFile(options))).isEqualTo("rw-------");
  }

  @Test
  void secrets_areReadableByTheirOwnerOnly() throws Exception {
    PlatformSecrets.ensure(options);
    try (Stream<Path> files = Files.list(options.secret(""))) {
      assertThat(files.filter(file -> !file.endsWith("services.jwks")))
          .hasSize(10)
          .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    }
  }

  @Test
  void dataDirectory_isClosedToOthers() {
    Path data = directory.resolve("below/data");
    PlatformLock.take(data).orElseThrow().close();
    assertThat(data).satisfies(made -> assertThat(mode(made)).isEqualTo("rwx------"));
  }

  @Test
  void greeting_ofFirstStart_showsPasswordToTerminalButNotToLog() {
    PlatformSecrets.ensure(options);
    String password = PlatformSecrets.adminPassword(options);
    Greeting greeting = new Greeting(options);
    Pattern shown = Pattern.compile("(?im)password\\W+(\\S{12,})");

    String logged = greeting.text(true, true);

    assertThat(logged).doesNotContain(password).doesNotContainPattern(shown);
    for (String terminal :
        new String[] {greeting.text(true, false), logged + greeting.passwordLine()}) {
      Matcher matcher = shown.matcher(terminal);
      assertThat(matcher.find()).isTrue();
      assertThat(matcher.group(1)).isEqualTo(password);
    }
    assertThat(greeting.text(false, false)).doesNotContain(password);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void serviceKeys_publicSetHoldsNoPrivatePart() throws Exception {
    PlatformSecrets.ensure(options);
    assertThat(Files.readString(options.secret("services.jwks")))
        .contains("\"kid\":\"ingestion-service\"", "\"kid\":\"history-service\"")
        .doesNotContain("\"d\"");
  }

  @Test
  void serviceKeys_privateAndPublicPartBelongTogether() throws Exception {
    PlatformSecrets.ensure(options);
    String jwk = Files.readString(options.secret("packager-service.jwk"));
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
    KeyFactory factory = KeyFactory.getInstance("EC");
    PrivateKey privateKey = factory.generatePrivate(new ECPrivateKeySpec(number(jwk, "d"), curve));
    PublicKey publicKey =
        factory.generatePublic(
            new ECPublicKeySpec(new ECPoint(number(jwk, "x"), number(jwk, "y")), curve));

    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(privateKey);
    signature.update(new byte[] {1, 2, 3});
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(new byte[] {1, 2, 3});

    assertThat(signature.verify(signed)).isTrue();
  }

  private static BigInteger number(String jwk, String member) {
    Matcher matcher = Pattern.compile("\"" + member + "\":\"([^\"]{43})\"").matcher(jwk);
    assertThat(matcher.find()).isTrue();
    return new BigInteger(1, Base64.getUrlDecoder().decode(matcher.group(1)));
  }
}
