package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootJarTests {
  @TempDir Path directory;
  private Path cache;
  private BootJar jar;

  @BeforeEach
  void jar() throws Exception {
    cache = directory.resolve("cache");
    Path file = directory.resolve("demo-exec.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Extractor.class.getName());
    String entry = Extractor.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jarOut = new JarOutputStream(out, manifest);
        InputStream code = Extractor.class.getClassLoader().getResourceAsStream(entry)) {
      jarOut.putNextEntry(new JarEntry(entry));
      code.transferTo(jarOut);
    }
    jar = new BootJar("demo", file, cache);
  }

  @Test
  void extracted_inSharedCache_deletesOnlyWhatIsUnusedForADay() throws Exception {
    Path young = folder("demo-1-1", Duration.ofHours(23));
    Path old = folder("demo-2-2", Duration.ofHours(25));
    Path other = folder("other-3-3", Duration.ofHours(25));

    assertThat(jar.extracted()).isRegularFile();

    assertThat(young).exists();
    assertThat(old).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void extracted_twiceAtATime_servesBothAndLeavesNothingElse() throws Exception {
    CompletableFuture<Path> one = CompletableFuture.supplyAsync(jar::extracted);
    CompletableFuture<Path> two = CompletableFuture.supplyAsync(jar::extracted);

    assertThat(one.get(60, TimeUnit.SECONDS))
        .isRegularFile()
        .isEqualTo(two.get(60, TimeUnit.SECONDS));

    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).containsExactly(one.join().getParent());
    }
  }

  @Test
  void extracted_again_marksTheFolderAsUsed() {
    Path folder = jar.extracted().getParent();
    assertThat(folder.toFile().setLastModified(0)).isTrue();
    jar.extracted();
    assertThat(folder.toFile().lastModified()).isPositive();
  }

  @Test
  void extracted_madeAnewWithTheSameContent_isTheSameFolder() {
    Path before = jar.extracted();
    assertThat(jar.file().toFile().setLastModified(1_000_000_000_000L)).isTrue();
    assertThat(jar.extracted()).isEqualTo(before);
  }

  @Test
  void extracted_otherContentOfTheSameLengthAndTime_isAnotherFolder() throws Exception {
    Path before = jar.extracted();
    long time = jar.file().toFile().lastModified();
    byte[] content = Files.readAllBytes(jar.file());
    // A byte of the time of the archive's first entry, which nothing reads.
    content[10]++;
    Files.write(jar.file(), content);
    assertThat(jar.file().toFile().setLastModified(time)).isTrue();

    Path after = jar.extracted();

    assertThat(after).isNotEqualTo(before).hasBinaryContent(content);
  }

  private Path folder(String name, Duration age) throws IOException {
    Path folder = Files.createDirectories(cache.resolve(name));
    Files.writeString(folder.resolve("application.jar"), "");
    assertThat(folder.toFile().setLastModified(System.currentTimeMillis() - age.toMillis()))
        .isTrue();
    return folder;
  }

  /** Stands for Spring Boot's tool in a jar: {@code extract --destination <folder>}. */
  static final class Extractor {
    public static void main(String[] args) throws Exception {
      Path folder = Files.createDirectories(Path.of(args[2]));
      Thread.sleep(500);
      Path self = Path.of(System.getProperty("java.class.path"));
      Files.copy(self, folder.resolve(self.getFileName()));
    }
  }
}
