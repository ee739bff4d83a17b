package io.kilowatch.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The keys services sign their tokens with: a private JWK for each, and the set of public ones that
 * all of them read.
 */
final class ServiceKeys {
  private static final int COORDINATE_BYTES = 32;

  private ServiceKeys() {}

  /**
   * Makes what is missing under {@code secrets}: {@code <service>.jwk} each, and {@code
   * services.jwks}.
   */
  static void ensure(Path secrets, List<String> services) {
    List<String> published = new ArrayList<>();
    for (String service : services) {
      String jwk = Secret.keep(secrets.resolve(service + ".jwk"), () -> privateJwk(service));
      // The private member comes last, so what stands before it is the public key.
      published.add(jwk.substring(0, jwk.indexOf(",\"d\":")) + "}");
    }
    try {
      Files.writeString(
          secrets.resolve("services.jwks"), "{\"keys\":[" + String.join(",", published) + "]}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * RFC 7518, section 6.2: coordinates and private value are as long as the curve's field,
   * big-endian.
   */
  private static String privateJwk(String service) {
    KeyPair pair = generate();
    ECPublicKey publicKey = (ECPublicKey) pair.getPublic();
    ECPrivateKey privateKey = (ECPrivateKey) pair.getPrivate();
    return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\",\"d\":\"%s\"}"
        .formatted(
            service,
            base64(publicKey.getW().getAffineX()),
            base64(publicKey.getW().getAffineY()),
            base64(privateKey.getS()));
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has P-256", e);
    }
  }

  private static String base64(BigInteger value) {
    byte[] signed = value.toByteArray();
    byte[] fixed = new byte[COORDINATE_BYTES];
    int length = Math.min(signed.length, COORDINATE_BYTES);
    System.arraycopy(signed, signed.length - length, fixed, COORDINATE_BYTES - length, length);
    Arrays.fill(signed, (byte) 0);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
  }
}
