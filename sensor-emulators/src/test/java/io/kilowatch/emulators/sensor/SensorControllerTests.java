package io.kilowatch.emulators.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.kilowatch.base.audit.AuditTrail;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.emulators.Fleet;
import io.kilowatch.emulators.replica.ReplicaChannel;
import io.kilowatch.emulators.replica.Replicas;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SensorControllerTests {

  private static final String ID = "s1.power";
  private static final CurrentUser USER =
      new CurrentUser("u1", "ada@example.org", "Ada", "ENGINEER", "s1");

  private final Rig rig = Rig.alone(Fleet.emulated("s1"));
  private final ReplicaChannel channel = mock(ReplicaChannel.class);
  private final SensorController controller =
      new SensorController(
          rig.sensors,
          rig.settings,
          rig.model,
          new Replicas("a", Rig.START),
          channel,
          mock(AuditTrail.class),
          Clock.fixed(Rig.START, ZoneOffset.UTC));

  @Test
  void change_whileAnotherOfTheSensorIsUnderWay_losesNeither() {
    SensorPatch noisier = new SensorPatch(null, 0.5, null, null, null);
    doAnswer(_ -> controller.change(ID, noisier, USER)).doNothing().when(channel).share(any());

    SensorView changed = controller.change(ID, new SensorPatch(200L, null, null, null, null), USER);

    assertThat(changed.intervalMillis()).isEqualTo(200);
    assertThat(changed.noise()).isEqualTo(0.5);
  }
}
