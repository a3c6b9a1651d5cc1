package dev.engram.engine.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finished runs by their content address. All methods may be called from several threads, and several processes may
 * have the same store open. All throw {@link StoreException}.
 */
public interface Store extends AutoCloseable {
  /** Those of the ids that need no run, in the order asked: everything but {@link Outcome#FAILED}. */
  Set<String> done(Collection<String> ids);

  Optional<Run> find(String id);

  /** Those that are here, in the order asked. */
  List<Run> find(Collection<String> ids);

  /** What those took that are {@link #done}, by id, in the order asked: far less to read than whole runs. */
  Map<String, Cost> costs(Collection<String> ids);

  /**
   * Keeps a run, wholly or not at all, under the label of its suite and cell. It takes the place of a failed run of the
   * same id; a run that is done is never replaced: saving it again with the same hash, or a failed one of its id, only
   * adds the label, and another hash is refused, because one id must give one result.
   */
  void save(Run run);

  /** Adds labels of runs that are here already; a label that is here, too, changes nothing. */
  void label(Collection<Label> labels);

  /** The labels of a suite, sorted by cell and id; empty for a suite that is not here. */
  List<Label> labels(String suite);

  /** All suites, sorted. */
  List<String> suites();

  @Override
  void close();
}
