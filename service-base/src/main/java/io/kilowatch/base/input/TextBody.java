package io.kilowatch.base.input;

import io.kilowatch.base.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;

/** Reads a body of text, such as a table, that is small enough to be held at once. */
public final class TextBody {

  private static final int KIBIBYTE = 1024;

  private TextBody() {}

  /**
   * The whole body.
   *
   * @throws ProblemException 413 if it is longer than so many KiB, 400 if it is not UTF-8
   */
  public static String read(InputStream body, int mostKibibytes) throws IOException {
    int mostBytes = mostKibibytes * KIBIBYTE;
    byte[] bytes = body.readNBytes(mostBytes + 1);
    if (bytes.length > mostBytes) {
      throw ProblemException.of(
          HttpStatus.CONTENT_TOO_LARGE, "At most " + mostKibibytes + " KiB at a time.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.badRequest("body", "is not UTF-8");
    }
  }
}
