package io.kilowatch.packager.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AcknowledgementsTests {

  private final Channel channel = mock(Channel.class);
  private final Acknowledgements acknowledgements = new Acknowledgements(channel);

  @Test
  void stored_inOrder_acknowledgesEachBatchAtOnce() throws IOException {
    acknowledgements.stored(1, 10);
    acknowledgements.stored(11, 12);
    var order = inOrder(channel);
    order.verify(channel).basicAck(10, true);
    order.verify(channel).basicAck(12, true);
  }

  @Test
  void stored_behindGap_waitsForTheGap() throws IOException {
    acknowledgements.stored(11, 20);
    acknowledgements.stored(21, 30);
    verifyNoInteractions(channel);
    acknowledgements.stored(1, 10);
    verify(channel).basicAck(30, true);
    verifyNoMoreInteractions(channel);
  }

  @Test
  void finish_gapNeverClosed_acknowledgesExactlyWhatWasStored() throws IOException {
    acknowledgements.stored(1, 2);
    acknowledgements.stored(5, 6);
    acknowledgements.finish();
    verify(channel).basicAck(2, true);
    verify(channel).basicAck(5, false);
    verify(channel).basicAck(6, false);
    verifyNoMoreInteractions(channel);
    assertThat(acknowledgements.acknowledged()).isEqualTo(4);
  }
}
