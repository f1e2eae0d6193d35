// SPDX-License-Identifier: MIT
// Server: the store, one SQLite file of ballots and releases. Raw personal data: the association keeps it.
#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "ballot/ballot.h"
#include "base/result.h"

struct sqlite3;

namespace triptych::server {

/// A store holds ballots of people, or simulated ones: never both. Fixed when the file is made.
enum class StoreKind : std::uint8_t { real, simulated };

/// A codebook that some ballot of the store was decoded with: kept with the first of them, so that a store
/// can be read even when the questionnaire of an earlier version is lost.
struct KnownStructure {
  ballot::StructureHash hash;
  std::string survey;
  std::string codebook;  ///< canonical text, for ballot::read_codebook
};

/// Today in UTC, YYYY-MM-DD; and the day so many days later.
std::string utc_today();
std::string days_later(std::string_view day, unsigned days);

/// What was last released of one wave.
struct StoredRelease {
  std::string snapshot;       ///< results/<survey>.json byte for byte
  std::uint64_t ballots = 0;  ///< how many ballots are in it, exactly (a snapshot says it rounded)
  bool closed = false;        ///< the wave takes no more ballots
};

/// The end of a wave: since when it takes no more ballots, and what became of those it held. Days are
/// YYYY-MM-DD in UTC.
struct Closing {
  std::string survey;
  std::uint8_t wave = 0;
  std::string closed_on;
  std::string due_on;         ///< the day from which its raw ballots are to be deleted, as promised when it was closed
  std::string deleted_on;     ///< empty: its raw ballots are still here
  std::uint64_t deleted = 0;  ///< how many they were
};

/// One connection to a store. Not for two threads at once; several connections, also of several programs, may
/// be open together (SQLite's write-ahead log): readers see one moment and never block the writer.
///
/// Tables: ballot(id, bytes) keyed by the ballot's 16 random bytes, without row numbers: no order of arrival
/// is kept, and tidy() rewrites the file in key order; structure(hash, survey, codebook); release(survey,
/// wave, snapshot, ballots, closed); closing(survey, wave, closed_on, due_on, deleted_on,
/// deleted); meta(name, value)
/// with `kind`. No time, address or text about the sender
/// has a column.
class Store {
 public:
  enum class Mode : std::uint8_t {
    read,    ///< the file must exist; nothing is written
    write,   ///< the file must exist
    create,  ///< made if absent, readable by its owner only
  };

  /// `kind` is for a new file; an existing one keeps its own (store_kind if `kind` is given and differs).
  /// Errors: store_open (path: the file; reason), store_no_log (path), store_format (path), store_kind (path;
  /// found, expected).
  static Result<Store> open(const std::string& path, Mode mode, std::optional<StoreKind> kind = std::nullopt);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  StoreKind kind() const { return kind_; }

  /// Each ballot's bytes in the order of their random ids, from one moment; `take` returns false to stop.
  /// Views live for the call.
  Result<Done> visit(const std::function<bool(std::string_view bytes)>& take);
  /// Ballots of one wave in these structures.
  Result<std::uint64_t> count(const std::vector<ballot::StructureHash>& structures, std::uint8_t wave);
  Result<std::vector<KnownStructure>> structures();

  /// Nothing if that wave has no release yet.
  Result<std::optional<StoredRelease>> release(std::string_view survey, std::uint8_t wave);
  /// Replaces a release only if it is still `before` (two programs may release): false if it has changed
  /// meanwhile.
  Result<bool> save_release(std::string_view survey, std::uint8_t wave,
                            const std::optional<StoredRelease>& before, const StoredRelease& after);
  /// Survey and wave of every closed wave.
  Result<std::vector<std::pair<std::string, std::uint8_t>>> closed_waves();
  /// Of every wave of which it was noted, by survey and wave.
  Result<std::vector<Closing>> closings();
  /// Of those, the waves whose raw ballots should be gone by `today` and are not.
  Result<std::vector<Closing>> overdue(std::string_view today);
  /// Notes once that a wave was closed on that day: a later call changes nothing, for `due_on` is a promise.
  Result<Done> note_closing(std::string_view survey, std::uint8_t wave, std::string_view day,
                            std::string_view due_on);
  /// Deletes the raw ballots of a closed wave and notes it, both or neither; what was deleted is overwritten in
  /// the file and its log. Returns how many they were. Error: store_failed, where its closing was not noted.
  Result<std::uint64_t> delete_ballots(std::string_view survey, std::uint8_t wave, std::string_view day);
  /// Changes whenever another connection has committed.
  Result<std::int64_t> data_version();

  /// Runs `body` inside one write transaction: no ballot arrives while it runs. Rolled back on an error.
  Result<Done> exclusively(const std::function<Result<Done>()>& body);
  /// Rewrites the file in key order and empties the log: nothing in it then tells which ballot came first.
  Result<Done> tidy();

 private:
  friend class Writer;
  Store() = default;
  class Statement;
  Result<Done> set_up(Mode mode, std::optional<StoreKind> kind);
  Result<Done> make_tables(StoreKind kind);
  Result<Done> run(const char* sql);
  /// The first column of the first row, as a number.
  Result<std::int64_t> number(const char* sql);
  Error failure() const;

  sqlite3* database_ = nullptr;
  std::string path_;
  StoreKind kind_ = StoreKind::real;
};

/// What became of one ballot.
enum class Outcome : std::uint8_t {
  created,   ///< on disk
  existed,   ///< the same ballot was there: on disk as well
  conflict,  ///< another ballot has this id
  mixed,     ///< a simulated ballot, and the store is real
  closed,    ///< its wave takes no more ballots
  full,      ///< no room on the disk
  busy,      ///< another program holds the file, or too much is waiting
  failed,    ///< the disk refused: see the log
};
/// Of an outcome that is not created or existed.
ErrorCode code_of(Outcome outcome);

/// Writes ballots with one thread and group commit: what waits while one commit reaches the disk goes into
/// the next.
class Writer {
 public:
  struct Entry {
    std::string bytes;                                 ///< a ballot that decode() accepted…
    std::shared_ptr<const ballot::Codebook> codebook;  ///< …with this codebook
  };
  using Settled = std::function<void(Outcome)>;
  /// Told once when writing begins to fail, and once when it works again. Called on the writer's thread.
  using Trouble = std::function<void(std::optional<Error>)>;

  /// Errors: those of Store::open.
  static Result<std::unique_ptr<Writer>> open(const std::string& path, std::optional<StoreKind> kind,
                                              Trouble trouble);
  /// Writes what is waiting, tidies the file, closes it.
  ~Writer();

  /// `settled` is called on the writer's thread after COMMIT (SQLite with synchronous=FULL has then called
  /// fdatasync), or here, with busy, when too much is waiting. In a simulated store a visitor's ballot is
  /// marked as simulated before it is written.
  void put(Entry entry, Settled settled);

 private:
  struct Job {
    Entry entry;
    ballot::Ballot header;
    Settled settled;
    Outcome outcome = Outcome::failed;
  };

  explicit Writer(Store store, Trouble trouble);
  Result<Done> prepare_statements();
  void run();
  void write_batch(std::vector<Job>& batch);
  Result<Done> write_rows(std::vector<Job>& batch);
  Result<Done> insert(Job& job);
  Result<Done> refresh_closed();

  Store store_;
  Trouble trouble_;
  std::unique_ptr<Store::Statement> insert_, find_, learn_;
  std::set<ballot::StructureHash> known_;                  ///< structures already written
  std::set<std::pair<std::string, std::uint8_t>> closed_;  ///< waves that take no more
  std::int64_t version_ = -1;                              ///< data_version of `closed_`
  bool failing_ = false;
  bool broken_ = false;  ///< the disk refused a sync: what it holds is unknown until the file is opened again

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Job> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace triptych::server
