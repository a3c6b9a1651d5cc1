package dev.engram.testkit.study.rule;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Need;
import dev.engram.spi.Scratch;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import dev.engram.spi.Synapses;
import java.util.Set;

/**
 * Direct feedback alignment: fixed random matrices carry the output error straight to every hidden layer.
 *
 * <pre>
 * D_l = (S B_l) * phi_l'(A_l) for l < L;   D_L as in back-propagation        B_l: targets x outputs of layer l
 * S = D_L (DFA),  sign(D_L) (sDFA),  T (DRTP: the target stands in for the error, and a layer need not wait)
 * </pre>
 *
 * B is N(0,1) scale / sqrt(targets). Local in every hidden layer. Hidden layers learn even from weights
 * that are all 0. Nokland 2016; direct random target projection: Frenkel, Lefebvre and Bol 2021.
 */
@Component("direct-feedback-alignment")
public record DirectFeedback(
    @Hyper(value = "1", range = "(0,inf)", doc = "size of the feedback matrices") float scale,
    @Hyper(value = "error", doc = "what is sent to the hidden layers: the error, its sign, or the target")
        Send send)
    implements LocalRule {
  /** What the hidden layers are told. */
  public enum Send {
    ERROR,
    SIGN,
    TARGET
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.OUTPUT_LAYER, Need.SLOPES);
  }

  @Override
  public Signal signal() {
    return send == Send.TARGET ? Signal.TARGET : Signal.ERROR;
  }

  @Override
  public Session open(Setup setup) {
    return setup.local(layer -> layer == setup.network().last() ? new Delta() : this);
  }

  @Override
  public void learn(Synapses s) {
    int k = s.signal().cols(), n = s.out().cols();
    Matrix sent =
        send == Send.SIGN ? s.perExample("sent", k).map(s.signal(), Math::signum) : s.signal();
    Scratch error =
        s.perExample("error", n).product(sent, s.fixed("feedback", k, n, scale / Maths.sqrt(k)));
    Scratch d = s.perExample("d", s.pre().cols());
    s.gate(error, d);
    s.credit(d);
  }
}
