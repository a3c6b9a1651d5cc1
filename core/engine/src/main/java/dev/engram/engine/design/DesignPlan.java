package dev.engram.engine.design;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a suite declares about its comparison, before it is known which cells can be run.
 *
 * @param factors varied axes, without that of problems; those with a reference are compared
 * @param kinds of questions in the family
 */
public record DesignPlan(List<Factor> factors, Set<QuestionKind> kinds) {
    public DesignPlan {
        factors = List.copyOf(factors);
        kinds = Collections.unmodifiableSet(
                kinds.isEmpty() ? EnumSet.noneOf(QuestionKind.class) : EnumSet.copyOf(kinds));
    }

    /** The factors whose levels are compared. */
    public List<Factor> questioned() {
        return factors.stream().filter(Factor::questioned).toList();
    }

    /** The factors whose levels are strata. */
    public List<Factor> strata() {
        return factors.stream().filter(f -> !f.questioned()).toList();
    }

    /** The reference, as in the name of a cell: the whole cell if all factors are questioned. */
    public String referenceName() {
        return String.join(
                ", ",
                questioned().stream()
                        .map(f -> f.level(f.reference().orElseThrow()).displayName())
                        .toList());
    }
}
