package dev.engram.app.run;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The runs that are still to be made, by this process or by another on the same store. For several threads. What another
 * process has under way is looked at again and again until it is there, or until that process is dead.
 */
final class Agenda {
  private static final long LOOK_AGAIN_MILLIS = 200;

  private final Store store;
  private final Deque<Plan.Item> open;
  private final Deque<Plan.Item> elsewhere = new ArrayDeque<>();
  /** These have failed in an earlier attempt, and get another one. */
  private final Set<String> failedBefore;
  private final Set<String> announced = new HashSet<>();

  Agenda(Store store, List<Plan.Item> items) {
    this.store = store;
    open = new ArrayDeque<>(items);
    failedBefore = store.find(items.stream().map(Plan.Item::id).toList()).stream()
        .filter(r -> r.outcome() == Outcome.FAILED).map(Run::id).collect(Collectors.toSet());
  }

  /** A run that this process is to make; null: there is none left, nor one to wait for. */
  synchronized Plan.Item next(Execution.Watcher watcher) throws InterruptedException {
    while (!open.isEmpty() || !elsewhere.isEmpty()) {
      if (open.isEmpty()) {
        wait(LOOK_AGAIN_MILLIS);
        open.addAll(elsewhere);
        elsewhere.clear();
      }
      while (!open.isEmpty()) {
        Plan.Item item = open.poll();
        Store.ClaimResult claimResult = store.claim(item.id());
        if (claimResult == Store.ClaimResult.HELD_ELSEWHERE) {
          elsewhere.add(item);
          if (announced.add(item.id())) {
            watcher.waiting(item);
          }
        } else if (claimResult == Store.ClaimResult.ACQUIRED && !justFailed(item)) {
          return item;
        } else {
          store.release(item.id());
          store.find(item.id()).ifPresent(r -> watcher.ended(item, r));
        }
      }
    }
    return null;
  }

  /** In the other process, while this one waited: it would fail here, too. */
  private boolean justFailed(Plan.Item item) {
    Optional<Run> run = announced.contains(item.id()) && !failedBefore.contains(item.id())
        ? store.find(item.id()) : Optional.empty();
    return run.filter(r -> r.outcome() == Outcome.FAILED).isPresent();
  }
}
