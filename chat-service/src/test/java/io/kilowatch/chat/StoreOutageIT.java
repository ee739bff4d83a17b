package io.kilowatch.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of what is said while the store is killed. */
class StoreOutageIT {

  @TempDir private Path directory;

  @Test
  void storeKilled_saysSo_andWhatWasSentIsThereWhenItIsBack() throws Exception {
    try (RunningChat chat = RunningChat.impatient(directory)) {
      RunningChat.Caller ada = chat.person("ada", "USER");
      String id = ada.begin("Outage");
      ada.say(id, "client-1", "before").expect(201);
      chat.store().kill();

      assertThat(ada.say(id, "client-2", "meanwhile").status()).isEqualTo(503);
      assertThat(chat.readiness()).isEqualTo(503);

      chat.store().restart();
      ada.sayUntilKept(id, "client-2", "meanwhile").expect(201);
      assertThat(ada.get("/conversations/" + id + "/messages").expect(200).get("items"))
          .extracting(item -> item.get("text").asString())
          .containsExactly("before", "meanwhile");
    }
  }
}
